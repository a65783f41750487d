package org.scepter.enrolment;

import java.util.Objects;

/**
 * True: what may be issued.
 *
 * @param reported whether somebody outside wants to hear what came of it before the device does:
 *     the {@link Outcome} then brings the PKCS#10, and a certificate the message
 */
public record Authorised(Authorisation authorisation, boolean reported) implements Verdict {
  public Authorised {
    Objects.requireNonNull(authorisation);
  }

  /** One of which nobody outside wants to hear. */
  public Authorised(Authorisation authorisation) {
    this(authorisation, false);
  }

  @Override
  public <R> R accept(Handler<R> handler) {
    return handler.authorised(this);
  }
}
