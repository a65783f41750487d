package org.scepter.device;

import java.time.Duration;
import org.scepter.platform.SettingsReader;

/**
 * Settings of devices and of people's tokens.
 *
 * @param tokenLifetime {@code scepter.device.token-lifetime}
 * @param apiTokenLifetime {@code scepter.device.api-token-lifetime}, for API tokens that name none
 * @param revokeRetired {@code scepter.device.revoke-retired}: whether a retired device's
 *     certificates are revoked
 */
public record DeviceSettings(
    Duration tokenLifetime, Duration apiTokenLifetime, boolean revokeRetired) {
  /** Longest life of an API token. */
  public static final Duration MAX_API_TOKEN_LIFETIME = Duration.ofDays(366);

  private static final Duration MIN_LIFETIME = Duration.ofMinutes(1);

  public static DeviceSettings from(SettingsReader reader) {
    return new DeviceSettings(
        reader.duration(
            "scepter.device.token-lifetime",
            Duration.ofDays(365),
            MIN_LIFETIME,
            Duration.ofDays(3660)),
        reader.duration(
            "scepter.device.api-token-lifetime",
            Duration.ofDays(90),
            MIN_LIFETIME,
            MAX_API_TOKEN_LIFETIME),
        reader.flag("scepter.device.revoke-retired", false));
  }
}
