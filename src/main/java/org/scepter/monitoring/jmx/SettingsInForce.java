package org.scepter.monitoring.jmx;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.ConfigValue;

/** Remembers the settings with which the application started, beside those that are written now. */
@ApplicationScoped
public class SettingsInForce implements SettingsMXBean {
  private static final String PREFIX = "scepter.";

  /** The environment's spelling, from which the name cannot be told back. */
  private static final String ENVIRONMENT_PREFIX = "SCEPTER_";

  /** Secrets are named by files; a value under such a name was put there by mistake. */
  private static final Pattern SECRET =
      Pattern.compile("password$|secret$|token$|passphrase$|credential$", Pattern.CASE_INSENSITIVE);

  private volatile Map<String, String> inForce = Map.of();

  /** Takes what is written now as what is in force. */
  void started() {
    inForce = Map.copyOf(read(ConfigValue::getValue));
  }

  @Override
  public Map<String, String> getInForce() {
    return new TreeMap<>(inForce);
  }

  @Override
  public Map<String, String> getConfigured() {
    return read(ConfigValue::getValue);
  }

  @Override
  public Map<String, String> getSources() {
    return read(ConfigValue::getSourceName);
  }

  private static SortedMap<String, String> read(Function<ConfigValue, String> part) {
    Config config = ConfigProvider.getConfig();
    SortedMap<String, String> values = new TreeMap<>();
    for (String name : config.getPropertyNames()) {
      if (isShown(name)) {
        String value = part.apply(config.getConfigValue(name));
        values.put(name, value == null ? "" : value);
      }
    }
    return values;
  }

  static boolean isShown(String name) {
    return (name.startsWith(PREFIX) || name.startsWith(ENVIRONMENT_PREFIX))
        && !SECRET.matcher(name).find();
  }
}
