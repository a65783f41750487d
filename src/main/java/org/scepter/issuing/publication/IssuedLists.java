package org.scepter.issuing.publication;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What an issuer has published last.
 *
 * @param full names every certificate that is revoked and has not ended
 * @param delta names those of them that no full CRL up to the base named; made together with {@code
 *     full}, under its number. Empty for an issuer that publishes none
 */
public record IssuedLists(RevocationList full, Optional<RevocationList> delta, DeltaBase base) {
  public IssuedLists {
    Objects.requireNonNull(full);
    Objects.requireNonNull(delta);
    Objects.requireNonNull(base);
  }

  /** What there is to know of them. */
  public Edition edition() {
    Instant end =
        delta
            .map(RevocationList::nextUpdate)
            .filter(each -> each.isBefore(full.nextUpdate()))
            .orElse(full.nextUpdate());
    return new Edition(full.number(), full.madeAt(), end, delta.isPresent());
  }
}
