package org.scepter.joining.keys;

import java.time.Duration;
import org.scepter.platform.SettingsReader;

/**
 * How a node in front gets the RA's key sets.
 *
 * @param interval {@code scepter.inside.key-set-interval}: how often it asks for new ones; a set
 *     has to be made longer than that before it becomes active
 */
record KeyFetchSettings(Duration interval) {
  static KeyFetchSettings from(SettingsReader reader) {
    return new KeyFetchSettings(
        reader.duration(
            "scepter.inside.key-set-interval",
            Duration.ofMinutes(1),
            Duration.ofSeconds(1),
            Duration.ofDays(1)));
  }
}
