package org.scepter.issuing.signing;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.scepter.pki.SerialNumber;

/**
 * What a CRL is to say.
 *
 * @param number grows with every CRL of an issuer (RFC 5280 §5.2.3), at most 20 octets
 * @param thisUpdate start, in whole seconds
 * @param nextUpdate by when there is a newer one, in whole seconds
 * @param entries the revoked certificates
 */
public record RevocationListPlan(
    BigInteger number, Instant thisUpdate, Instant nextUpdate, List<Entry> entries) {

  /**
   * A revoked certificate (RFC 5280 §5.3).
   *
   * @param reason the CRLReason; 0 is left out
   */
  public record Entry(SerialNumber serial, Instant at, int reason) {
    public Entry {
      Objects.requireNonNull(serial);
      Objects.requireNonNull(at);
    }
  }

  public RevocationListPlan {
    Objects.requireNonNull(number);
    entries = List.copyOf(entries);
    if (!thisUpdate.isBefore(nextUpdate)) {
      throw new IllegalArgumentException("a CRL's next update comes after this one");
    }
  }
}
