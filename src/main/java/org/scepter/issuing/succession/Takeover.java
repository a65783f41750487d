package org.scepter.issuing.succession;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What an operator wants of the next issuing CA.
 *
 * @param activeFrom from when devices are told of it
 * @param grace how long requests to the current one are taken after that
 * @param keyType of its key; empty for one like the current CA's
 */
public record Takeover(Instant activeFrom, Duration grace, Optional<KeyType> keyType) {
  /** Time enough for devices that look at the CA's certificates once a month. */
  public static final Duration GRACE = Duration.ofDays(30);

  /** The current CA's end cuts it off anyway. */
  public static final Duration LONGEST_GRACE = Duration.ofDays(7300);

  public Takeover {
    Objects.requireNonNull(activeFrom);
    Objects.requireNonNull(keyType);
    if (!isGrace(grace)) {
      throw new IllegalArgumentException("a grace time is not negative and not for ever");
    }
  }

  /** What a grace time must look like. */
  public static final String GRACE_ACCEPTED =
      "must be a duration up to 20 years like P30D or PT12H";

  /** As it is written; empty if it is none. */
  public static Optional<Duration> grace(String text) {
    try {
      return Optional.of(Duration.parse(text)).filter(Takeover::isGrace);
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  /** Whether a grace time may be so long. */
  private static boolean isGrace(Duration grace) {
    return !grace.isNegative() && grace.compareTo(LONGEST_GRACE) <= 0;
  }

  Instant graceEnds() {
    return activeFrom.plus(grace);
  }
}
