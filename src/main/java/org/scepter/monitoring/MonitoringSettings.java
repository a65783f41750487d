package org.scepter.monitoring;

import java.time.Duration;
import org.scepter.platform.SettingsReader;

/**
 * Settings of the logs and of upkeep.
 *
 * @param logFileSize {@code scepter.monitoring.log-file-size}: bytes after which a CMTrace file is
 *     rolled to {@code .lo_}
 * @param retentionInterval {@code scepter.monitoring.retention-interval}: from one run of the
 *     retention job to the next
 * @param strangersBurst {@code scepter.monitoring.audit-strangers-burst}: how many refusals of
 *     strangers the audit keeps at once
 * @param strangersPerMinute {@code scepter.monitoring.audit-strangers-per-minute}: how many more in
 *     each minute; what is beyond stands in the log alone
 */
public record MonitoringSettings(
    int logFileSize, Duration retentionInterval, int strangersBurst, int strangersPerMinute) {
  /**
   * Eight times what ConfigMgr's clients keep (250,000 bytes): here one file serves all devices.
   */
  private static final int LOG_FILE_SIZE = 2_000_000;

  /** Reads and validates; faults stay in {@code reader}. */
  public static MonitoringSettings from(SettingsReader reader) {
    return new MonitoringSettings(
        reader.integer(
            "scepter.monitoring.log-file-size", LOG_FILE_SIZE, 10_000, Integer.MAX_VALUE),
        reader.duration(
            "scepter.monitoring.retention-interval",
            Duration.ofHours(1),
            Duration.ofSeconds(10),
            Duration.ofDays(1)),
        reader.integer("scepter.monitoring.audit-strangers-burst", 5000, 1, 1_000_000),
        reader.integer("scepter.monitoring.audit-strangers-per-minute", 600, 1, 1_000_000));
  }
}
