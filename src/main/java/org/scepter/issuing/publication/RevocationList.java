package org.scepter.issuing.publication;

import java.time.Instant;
import java.util.Objects;
import org.scepter.pki.Der;

/**
 * A signed CRL, full or delta.
 *
 * @param number its CRL number: greater than that of any before it, from 1
 * @param madeAt when it was made; its thisUpdate lies before that
 * @param nextUpdate by when there is a newer one
 */
public record RevocationList(long number, Instant madeAt, Instant nextUpdate, Der crl) {
  public RevocationList {
    Objects.requireNonNull(madeAt);
    Objects.requireNonNull(nextUpdate);
    Objects.requireNonNull(crl);
  }

  boolean isGoodAt(Instant now) {
    return now.isBefore(nextUpdate);
  }
}
