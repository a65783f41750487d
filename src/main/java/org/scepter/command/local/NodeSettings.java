package org.scepter.command.local;

import java.nio.file.Files;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.SettingsReader;

/** A node's settings as its server reads them, as far as a command can know. */
public final class NodeSettings {
  private static final String ROLES = "scepter.roles";

  private NodeSettings() {}

  /** What is given, then the environment, then what the home is. */
  public static SettingsReader of(
      ScepterHome home, Map<String, String> environment, Map<String, String> given) {
    return new SettingsReader(key -> value(key, home, environment, given));
  }

  private static Optional<String> value(
      String key, ScepterHome home, Map<String, String> environment, Map<String, String> given) {
    if (given.containsKey(key)) {
      return Optional.of(given.get(key));
    }
    String variable = key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    if (environment.containsKey(variable)) {
      return Optional.of(environment.get(variable));
    }
    if (key.equals("scepter.home")) {
      return Optional.of(home.directory().toString());
    }
    boolean isInFront = !Files.exists(home.resolve("crp/authorisation.p12"));
    return key.equals(ROLES) && isInFront ? Optional.of("ndes") : Optional.empty();
  }
}
