package org.scepter.issuing.publication;

import java.time.Instant;
import java.util.Objects;

/**
 * On which full CRL a delta builds (RFC 5280 §5.2.4): one that is as old as any that somebody may
 * still hold, so that the delta goes with each of those.
 *
 * @param number of the full CRL
 * @param next number of the one that comes after it as a base
 * @param nextFrom from when on no full CRL older than {@code next} is good
 */
public record DeltaBase(long number, long next, Instant nextFrom) {
  public DeltaBase {
    Objects.requireNonNull(nextFrom);
  }

  /** Before there is any full CRL but {@code first}. */
  static DeltaBase first(RevocationList first) {
    return new DeltaBase(first.number(), first.number(), first.madeAt());
  }

  /**
   * The base of the delta that comes with full CRL {@code made}.
   *
   * @param last the full CRL before it
   */
  DeltaBase with(RevocationList made, RevocationList last) {
    long newest = made.number();
    return made.madeAt().isBefore(nextFrom) ? this : new DeltaBase(next, newest, last.nextUpdate());
  }
}
