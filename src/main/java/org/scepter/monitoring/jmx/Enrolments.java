package org.scepter.monitoring.jmx;

import java.util.Map;
import java.util.TreeMap;
import org.scepter.monitoring.EnrolmentCounts;
import org.scepter.monitoring.HappeningCounts;

/** The counts for JMX. */
final class Enrolments implements EnrolmentsMXBean {
  private final HappeningCounts counts;

  Enrolments(HappeningCounts counts) {
    this.counts = counts;
  }

  @Override
  public long getIssued() {
    return now().issued();
  }

  @Override
  public long getRefused() {
    return now().refusedInAll();
  }

  @Override
  public Map<String, Long> getRefusedByReason() {
    return new TreeMap<>(now().refused());
  }

  @Override
  public long getAlarms() {
    return now().alarms();
  }

  private EnrolmentCounts now() {
    return EnrolmentCounts.of(counts.now());
  }
}
