package org.scepter.issuing.publication;

import java.time.Instant;
import java.util.Objects;

/**
 * What there is to know of an issuer's newest CRLs without reading them.
 *
 * @param number their number
 * @param end when the first of them ends
 * @param hasDelta whether there is a delta CRL among them
 */
public record Edition(long number, Instant madeAt, Instant end, boolean hasDelta) {
  public Edition {
    Objects.requireNonNull(madeAt);
    Objects.requireNonNull(end);
  }
}
