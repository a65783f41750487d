package org.scepter.device;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.scepter.profile.DeviceVariable;

/**
 * A managed device.
 *
 * @param name safe in URLs, shells and names
 * @param platform what it runs: {@code generic}, {@code windows} …
 * @param attributes what formats can say of it or its user, without its name
 * @param tokenExpiresAt from when its token is refused
 */
public record Device(
    String name,
    String platform,
    Map<String, String> attributes,
    Instant tokenExpiresAt,
    Instant createdAt,
    Optional<Instant> lastCheckIn) {
  static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
  static final String NAME_EXPECTED =
      "must have 1 to 64 ASCII letters, digits and ._-, beginning with a letter or digit";

  public Device {
    Objects.requireNonNull(name);
    Objects.requireNonNull(platform);
    attributes = Map.copyOf(attributes);
    Objects.requireNonNull(tokenExpiresAt);
    Objects.requireNonNull(createdAt);
    Objects.requireNonNull(lastCheckIn);
  }

  /** Everything that formats can say of it. */
  Map<String, String> variables() {
    Map<String, String> variables = new TreeMap<>(attributes);
    variables.put(DeviceVariable.DEVICE_NAME.text(), name);
    return variables;
  }
}
