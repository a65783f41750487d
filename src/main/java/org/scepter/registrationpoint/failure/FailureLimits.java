package org.scepter.registrationpoint.failure;

import java.time.Duration;
import org.scepter.platform.SettingsReader;

/**
 * What counts of refusals do; 0 turns a limit off.
 *
 * @param ofChallenge {@code scepter.registrationpoint.failures.challenge-limit}: how many requests
 *     with an unused challenge are refused until it is ended. One that belongs to a key is not
 *     ended by what others do with it.
 * @param alarmOfAddress {@code scepter.registrationpoint.failures.address-alarm}: how many requests
 *     without a known challenge come from one address until an alarm is raised
 * @param ofAddress {@code scepter.registrationpoint.failures.address-limit}: how many until such
 *     requests from there are refused as TooManyFailures; whoever brings a live challenge is
 *     served. Off by default: many devices may come from one address
 * @param window {@code scepter.registrationpoint.failures.window}: within which time
 */
public record FailureLimits(int ofChallenge, int alarmOfAddress, int ofAddress, Duration window) {
  private static final String PREFIX = "scepter.registrationpoint.failures.";
  private static final int MOST = 1_000_000;

  /** Reads and validates; faults stay in {@code reader}. */
  public static FailureLimits from(SettingsReader reader) {
    return new FailureLimits(
        reader.integer(PREFIX + "challenge-limit", 50, 0, MOST),
        reader.integer(PREFIX + "address-alarm", 100, 0, MOST),
        reader.integer(PREFIX + "address-limit", 0, 0, MOST),
        reader.duration(
            PREFIX + "window", Duration.ofMinutes(10), Duration.ofSeconds(1), Duration.ofDays(1)));
  }
}
