package org.scepter.issuing.succession;

import java.time.Duration;
import org.scepter.platform.SettingsReader;

/**
 * When the RA's next key set is made by itself.
 *
 * @param renewal {@code scepter.issuing.key-set-renewal}: how long before the certificates of the
 *     last one end; half of their life at most
 * @param notice {@code scepter.issuing.key-set-notice}: how long before it becomes active, so that
 *     every node in front has fetched it by then
 */
public record KeySetSettings(Duration renewal, Duration notice) {
  public static KeySetSettings from(SettingsReader reader) {
    return new KeySetSettings(
        duration(reader, "renewal", Duration.ofDays(90)),
        duration(reader, "notice", Duration.ofDays(7)));
  }

  private static Duration duration(SettingsReader reader, String name, Duration otherwise) {
    return reader.duration(
        "scepter.issuing.key-set-" + name, otherwise, Duration.ofSeconds(1), Duration.ofDays(3660));
  }
}
