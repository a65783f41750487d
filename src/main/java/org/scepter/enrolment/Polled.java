package org.scepter.enrolment;

import java.util.Objects;
import java.util.Optional;
import org.scepter.pki.Der;

/**
 * What became of an earlier request.
 *
 * @param verdict as for the request itself
 * @param message the request's pkiMessage as it came, still sealed, so that any node with the RA's
 *     keys can open it again and go on; a poll itself holds no PKCS#10 (RFC 8894 §3.3.3). There
 *     whenever the verdict is an authorisation.
 */
public record Polled(Verdict verdict, Optional<Der> message) {
  public Polled {
    Objects.requireNonNull(verdict);
    Objects.requireNonNull(message);
  }

  /** Nothing to go on with. */
  public static Polled without(Verdict verdict) {
    return new Polled(verdict, Optional.empty());
  }
}
