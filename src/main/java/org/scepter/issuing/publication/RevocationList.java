package org.scepter.issuing.publication;

import java.time.Instant;
import java.util.Objects;
import org.scepter.pki.Der;

/**
 * A signed CRL.
 *
 * @param number its CRL number, from 1
 * @param madeAt when it was made; its thisUpdate lies before that
 * @param nextUpdate by when there is a newer one
 */
public record RevocationList(long number, Instant madeAt, Instant nextUpdate, Der crl) {
  public RevocationList {
    Objects.requireNonNull(madeAt);
    Objects.requireNonNull(nextUpdate);
    Objects.requireNonNull(crl);
  }
}
