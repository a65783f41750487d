package org.scepter.enrolment;

import java.util.Objects;
import java.util.Optional;

/**
 * True: what may be issued.
 *
 * @param authorisation as it was given, or as it was verified
 * @param reported whether somebody outside wants to hear what came of it before the device does:
 *     the {@link Outcome} then brings the PKCS#10, and a certificate the message
 * @param signed the authorisation as the registration point signed it, to be shown to a CA on
 *     another server; empty where registration point and CA are one server
 */
public record Authorised(
    Authorisation authorisation, boolean reported, Optional<SignedAuthorisation> signed)
    implements Verdict {
  public Authorised {
    Objects.requireNonNull(authorisation);
    Objects.requireNonNull(signed);
  }

  /** One of which nobody outside wants to hear. */
  public Authorised(Authorisation authorisation) {
    this(authorisation, false);
  }

  /** One for a CA in the same server. */
  public Authorised(Authorisation authorisation, boolean reported) {
    this(authorisation, reported, Optional.empty());
  }

  @Override
  public <R> R accept(Handler<R> handler) {
    return handler.authorised(this);
  }
}
