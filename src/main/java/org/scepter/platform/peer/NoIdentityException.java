package org.scepter.platform.peer;

import java.io.IOException;

/** A node has no key and certificate that it could show to the servers inside. */
public final class NoIdentityException extends IOException {
  private static final long serialVersionUID = 1L;

  NoIdentityException(String what) {
    super(what);
  }
}
