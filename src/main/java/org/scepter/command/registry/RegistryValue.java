package org.scepter.command.registry;

import java.util.Objects;

/**
 * One value of an export.
 *
 * @param key the key's path below the root, {@code SOFTWARE\...}, as written
 * @param name its name; empty for the default value
 * @param kind how the data was written
 * @param data the text, the number in decimal, or nothing for bytes: those are not looked at
 */
record RegistryValue(String key, String name, Kind kind, String data) {
  /** Forms of data. */
  enum Kind {
    TEXT,
    NUMBER,
    BYTES
  }

  RegistryValue {
    Objects.requireNonNull(key);
    Objects.requireNonNull(name);
    Objects.requireNonNull(kind);
    Objects.requireNonNull(data);
  }
}
