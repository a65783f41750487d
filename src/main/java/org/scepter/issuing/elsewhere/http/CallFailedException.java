package org.scepter.issuing.elsewhere.http;

import java.io.IOException;

/** There is no whole answer. */
public final class CallFailedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final boolean wasSent;

  CallFailedException(String detail, boolean wasSent) {
    super(detail);
    this.wasSent = wasSent;
  }

  /** Whether the other side may have got the request. */
  public boolean mayHaveBeenHeard() {
    return wasSent;
  }
}
