package org.scepter.monitoring.jmx;

import java.util.Map;

/** Enrolments since the node started. */
public interface EnrolmentsMXBean {
  /** Certificates issued. */
  long getIssued();

  /** Enrolments refused. */
  long getRefused();

  /** Refusals by reason. */
  Map<String, Long> getRefusedByReason();

  /** Breach signals: someone should look. */
  long getAlarms();
}
