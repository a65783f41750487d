package org.scepter.issuing.signing;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.scepter.pki.SerialNumber;

/**
 * What a CRL is to say.
 *
 * @param number grows with every CRL of an issuer (RFC 5280 §5.2.3), at most 20 octets
 * @param thisUpdate start, in whole seconds
 * @param nextUpdate by when there is a newer one, in whole seconds
 * @param entries the revoked certificates
 * @param base number of the full CRL on which a delta builds (RFC 5280 §5.2.4); empty for a full
 *     one
 */
public record RevocationListPlan(
    BigInteger number,
    Instant thisUpdate,
    Instant nextUpdate,
    List<Entry> entries,
    Optional<BigInteger> base) {

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
    Objects.requireNonNull(base);
    if (!thisUpdate.isBefore(nextUpdate)) {
      throw new IllegalArgumentException("a CRL's next update comes after this one");
    }
    if (base.filter(full -> full.compareTo(number) > 0).isPresent()) {
      throw new IllegalArgumentException("a delta CRL builds on no later one");
    }
  }

  /** Of a full CRL. */
  public RevocationListPlan(
      BigInteger number, Instant thisUpdate, Instant nextUpdate, List<Entry> entries) {
    this(number, thisUpdate, nextUpdate, entries, Optional.empty());
  }

  /**
   * The delta that is made at the same time, under the same number.
   *
   * @param later those of the entries that full CRL {@code since} does not name
   */
  public RevocationListPlan delta(BigInteger since, Instant end, List<Entry> later) {
    return new RevocationListPlan(number, thisUpdate, end, later, Optional.of(since));
  }
}
