package org.scepter.issuing.signing;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Objects;

/**
 * What a CRL is to say.
 *
 * @param number grows with every CRL of an issuer (RFC 5280 §5.2.3), at most 20 octets
 * @param thisUpdate start, in whole seconds
 * @param nextUpdate by when there is a newer one, in whole seconds
 */
public record RevocationListPlan(BigInteger number, Instant thisUpdate, Instant nextUpdate) {
  public RevocationListPlan {
    Objects.requireNonNull(number);
    if (!thisUpdate.isBefore(nextUpdate)) {
      throw new IllegalArgumentException("a CRL's next update comes after this one");
    }
  }
}
