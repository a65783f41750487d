package org.scepter.device;

import java.util.Map;
import java.util.TreeMap;
import org.scepter.platform.JsonFields;
import org.scepter.platform.Result;
import org.scepter.profile.DeviceVariable;

/** The rules between a device as written and one that can be enrolled. */
final class DeviceRules {
  private static final int MAX_VALUE = 255;
  private static final String PLATFORM = "[a-z][a-z0-9-]{0,31}";

  private DeviceRules() {}

  /**
   * A device as it may be kept.
   *
   * @param attributes by the names of {@link DeviceVariable#text}
   */
  record NewDevice(String name, String platform, Map<String, String> attributes) {
    NewDevice {
      attributes = Map.copyOf(attributes);
    }
  }

  /** The device, or 422 with a line for each faulty field. */
  static Result<NewDevice> validate(JsonFields fields) {
    String name = fields.text("name").orElse("");
    if (!name.matches(Device.NAME)) {
      fields.fault("name", Device.NAME_EXPECTED);
    }
    String platform = fields.text("platform").orElse("generic");
    if (!platform.matches(PLATFORM)) {
      fields.fault("platform", "must have 1 to 32 lower-case letters, digits and hyphens");
    }
    Map<String, String> attributes = new TreeMap<>();
    fields
        .entries("attributes")
        .ifPresent(
            written -> written.forEach((key, value) -> attribute(attributes, key, value, fields)));
    return fields.orFaults(() -> new NewDevice(name, platform, attributes));
  }

  private static void attribute(
      Map<String, String> attributes, String key, String value, JsonFields fields) {
    boolean known =
        DeviceVariable.attribute(key)
            .filter(variable -> variable != DeviceVariable.DEVICE_NAME)
            .isPresent();
    if (!known) {
      fields.fault(
          "attributes",
          "must be known: DeviceName is the device's name, others are " + DeviceVariable.known());
    } else if (value.isBlank() || value.length() > MAX_VALUE || !isText(value)) {
      fields.fault(
          "attributes." + key,
          "must have 1 to " + MAX_VALUE + " characters and no control or private use characters");
    } else {
      attributes.put(key, value);
    }
  }

  private static boolean isText(String value) {
    return value
        .codePoints()
        .noneMatch(
            c ->
                Character.isISOControl(c)
                    || Character.getType(c) == Character.PRIVATE_USE
                    || Character.getType(c) == Character.SURROGATE);
  }
}
