package org.scepter.platform;

/** A component's settings, read once at start so that every fault of every component is listed. */
public interface SettingsCheck {
  /** Reads all settings of the component; faults stay in {@code reader}. */
  void check(SettingsReader reader);
}
