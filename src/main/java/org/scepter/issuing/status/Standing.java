package org.scepter.issuing.status;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.scepter.issuing.revocation.RevocationReason;

/**
 * How a certificate stands (RFC 6960 §2.2). What is good was issued and is on record; for any other
 * number the CA knows nothing.
 *
 * @param revokedAt empty unless it is revoked
 * @param reason of the revocation; of no meaning without
 */
public record Standing(boolean isKnown, Optional<Instant> revokedAt, RevocationReason reason) {
  static final Standing GOOD = new Standing(true, Optional.empty(), RevocationReason.UNSPECIFIED);
  static final Standing UNKNOWN =
      new Standing(false, Optional.empty(), RevocationReason.UNSPECIFIED);

  public Standing {
    Objects.requireNonNull(revokedAt);
    Objects.requireNonNull(reason);
  }

  /** Of one that is on record and not revoked. */
  public static Standing good() {
    return GOOD;
  }

  public static Standing revoked(Instant at, RevocationReason reason) {
    return new Standing(true, Optional.of(at), reason);
  }
}
