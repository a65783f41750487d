package org.scepter.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.scepter.platform.SettingsReader;
import org.scepter.platform.keys.TokenPlace;

/** Where a token is and which keys go there, as the command is told. */
final class TokenSettings {
  private static final List<String> NAMES =
      List.of("library", "slot", "slot-list-index", "pin-file", "keys");

  private TokenSettings() {}

  static boolean isKnown(String prefix, String key) {
    return NAMES.stream().anyMatch(name -> key.equals(prefix + "." + name));
  }

  /** Empty if no library is named. */
  static Optional<TokenPlace> place(String prefix, SettingsReader reader) {
    if (reader.optional(prefix + ".library").isEmpty()) {
      NAMES.stream()
          .map(name -> prefix + "." + name)
          .filter(key -> reader.optional(key).isPresent())
          .forEach(key -> reader.fault(key, "says nothing without " + prefix + ".library"));
      return Optional.empty();
    }
    Path library = reader.path(prefix + ".library", Path.of("/")).toAbsolutePath();
    Path pin = reader.path(prefix + ".pin-file", Path.of("")).toAbsolutePath();
    if (!Files.isRegularFile(library)) {
      reader.fault(prefix + ".library", "must be a PKCS#11 module's shared library");
    }
    if (!Files.isRegularFile(pin)) {
      reader.fault(prefix + ".pin-file", "must be a file with the PIN of the token's user");
    }
    Optional<Long> slot =
        Optional.ofNullable(
            reader.value(prefix + ".slot", null, Long::decode, "must be a slot's id"));
    Optional<Integer> index =
        reader.optional(prefix + ".slot-list-index").isEmpty()
            ? Optional.empty()
            : Optional.of(reader.integer(prefix + ".slot-list-index", 0, 0, 1023));
    try {
      return Optional.of(
          new TokenPlace(
              library,
              slot.map(OptionalLong::of).orElse(OptionalLong.empty()),
              index.map(OptionalInt::of).orElse(OptionalInt.empty()),
              pin));
    } catch (IllegalArgumentException e) {
      reader.fault(prefix, e.getMessage());
      return Optional.empty();
    }
  }

  /** All of them if none is named. */
  static Set<TokenKeys> keys(String key, SettingsReader reader) {
    Set<TokenKeys> keys = EnumSet.noneOf(TokenKeys.class);
    for (String name : reader.list(key, "ca,ra,crp")) {
      Optional<TokenKeys> found =
          EnumSet.range(TokenKeys.CA, TokenKeys.CRP).stream()
              .filter(each -> each.written().equals(name))
              .findFirst();
      if (found.isEmpty()) {
        reader.fault(key, "\"" + name + "\" is none of ca, ra, crp");
      }
      found.ifPresent(keys::add);
    }
    return keys;
  }
}
