package org.scepter.issuing.succession;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;

/**
 * What an operator wants of the next issuing CA.
 *
 * @param activeFrom from when devices are told of it
 * @param grace how long requests to the current one are taken after that
 * @param keyType of its key; empty for one like the current CA's
 */
public record Takeover(Instant activeFrom, Period grace, Optional<KeyType> keyType) {
  /** Time enough for devices that look at the CA's certificates once a month. */
  public static final Period GRACE = Period.ofDays(30);

  public Takeover {
    Objects.requireNonNull(activeFrom);
    Objects.requireNonNull(keyType);
    if (grace.isNegative()) {
      throw new IllegalArgumentException("a grace time is not negative");
    }
  }

  Instant graceEnds() {
    return activeFrom.atZone(ZoneOffset.UTC).plus(grace).toInstant();
  }
}
