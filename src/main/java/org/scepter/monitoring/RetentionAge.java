package org.scepter.monitoring;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.scepter.platform.Retained;
import org.scepter.platform.SettingsReader;

/**
 * How long one kind of rows is kept.
 *
 * @param kind the kind
 * @param age its age; {@link #FOREVER} or anything longer than {@link #LONGEST} means that nothing
 *     is deleted
 */
record RetentionAge(String kind, Duration age) {
  /** Kept until the end of time. */
  static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

  private static final Duration SHORTEST = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofDays(366L * 1000);
  private static final String PREFIX = "scepter.monitoring.retention.";

  /** The age in force; faults stay in {@code reader}. */
  static RetentionAge of(Retained retained, SettingsReader reader) {
    Duration age =
        reader.value(
            PREFIX + retained.kind(),
            retained.defaultAge(),
            RetentionAge::parse,
            "must be \"forever\" or an ISO 8601 duration like P30D or P1Y, one hour at least");
    return new RetentionAge(retained.kind(), age);
  }

  /** From where backwards rows are deleted; empty if they are kept for ever. */
  Optional<Instant> limit(Instant now) {
    return age.compareTo(LONGEST) > 0 ? Optional.empty() : Optional.of(now.minus(age));
  }

  private static Duration parse(String text) {
    Duration age = "forever".equalsIgnoreCase(text) ? FOREVER : duration(text);
    if (age.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException(text);
    }
    return age;
  }

  private static Duration duration(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      // Years and months have no fixed length: the longest one, so that nothing goes too early.
      Period period = Period.parse(text);
      return Duration.ofDays(
          366L * period.getYears() + 31L * period.getMonths() + period.getDays());
    }
  }
}
