package org.scepter.testing;

import java.text.MessageFormat;
import java.util.ResourceBundle;

/**
 * The loggers of the JVM that runs the tests: they tell whoever listens by {@link Logged}. Without
 * this one JBoss Modules, which comes with a server's libraries, would take all that is said.
 */
public final class QuietLoggers extends System.LoggerFinder {
  @Override
  public System.Logger getLogger(String name, Module module) {
    return new Quiet(name);
  }

  private record Quiet(String name) implements System.Logger {
    @Override
    public String getName() {
      return name;
    }

    @Override
    public boolean isLoggable(Level level) {
      return level.getSeverity() >= Level.INFO.getSeverity();
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String message, Throwable cause) {
      if (isLoggable(level)) {
        Logged.say(name, level, message);
      }
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
      boolean isFormat = parameters != null && parameters.length > 0;
      log(
          level,
          bundle,
          isFormat ? MessageFormat.format(format, parameters) : format,
          (Throwable) null);
    }
  }
}
