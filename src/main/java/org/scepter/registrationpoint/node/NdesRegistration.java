package org.scepter.registrationpoint.node;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.scepter.pki.Sha256;

/**
 * A client certificate that may ask the registration point.
 *
 * @param sha256 of its encoding
 * @param name the node's
 * @param issuer the id of the {@link IssuerRegistration} that let it in; empty if it is registered
 *     by itself
 * @param ended whether an operator has ended it, which is for good
 */
public record NdesRegistration(
    Sha256 sha256,
    String name,
    String subject,
    Instant notBefore,
    Instant notAfter,
    Instant registeredAt,
    Optional<Sha256> issuer,
    boolean ended) {
  public NdesRegistration {
    Objects.requireNonNull(sha256);
    Objects.requireNonNull(name);
    Objects.requireNonNull(subject);
    Objects.requireNonNull(notBefore);
    Objects.requireNonNull(notAfter);
    Objects.requireNonNull(registeredAt);
    Objects.requireNonNull(issuer);
  }

  boolean isInForce(Instant now) {
    return !ended && now.isBefore(notAfter);
  }

  /** Why it does not count at {@code now}; empty if it does. */
  Optional<String> obstacle(Instant now) {
    if (ended) {
      return Optional.of("the registration of " + name + " was ended by an operator");
    }
    if (now.isBefore(notBefore)) {
      return Optional.of("the certificate of " + name + " is not valid before " + notBefore);
    }
    return now.isBefore(notAfter)
        ? Optional.empty()
        : Optional.of("the certificate of " + name + " has expired at " + notAfter);
  }
}
