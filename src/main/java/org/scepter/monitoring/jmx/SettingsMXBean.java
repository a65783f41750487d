package org.scepter.monitoring.jmx;

import java.util.Map;

/**
 * The settings of {@code scepter.*} that somebody has written; all others have their defaults.
 * Changes act after the next start of the application.
 */
public interface SettingsMXBean {
  /** Values that act now. */
  Map<String, String> getInForce();

  /** Values as they are written now. */
  Map<String, String> getConfigured();

  /** Where each value is written. */
  Map<String, String> getSources();
}
