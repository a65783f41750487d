package org.scepter.profile;

import java.time.Duration;
import org.scepter.platform.SettingsReader;

/**
 * Settings of profiles.
 *
 * @param challengeLifetime {@code scepter.profile.challenge-lifetime}, for profiles that name none
 */
record ProfileSettings(Duration challengeLifetime) {
  /** Shorter than a phone needs, long enough for a script that enrols at once. */
  static final Duration MIN_CHALLENGE_LIFETIME = Duration.ofSeconds(1);

  static final Duration MAX_CHALLENGE_LIFETIME = Duration.ofDays(30);

  static ProfileSettings from(SettingsReader reader) {
    return new ProfileSettings(
        reader.duration(
            "scepter.profile.challenge-lifetime",
            Duration.ofHours(1),
            MIN_CHALLENGE_LIFETIME,
            MAX_CHALLENGE_LIFETIME));
  }
}
