package org.scepter.monitoring.jmx;

/** The registration point's health as this node sees it. */
public interface RegistrationPointMXBean {
  /** 0 online, 1 failed, 4 undefined: not checked yet. */
  int getStatus();

  /** {@code Online}, {@code Failed} or {@code Undefined}. */
  String getStatusText();

  /** When it was checked last, ISO 8601; empty before the first check. */
  String getLastCheck();

  /** Why the status is what it is. */
  String getReason();

  /** Checks at once and returns the new status. */
  int checkNow();
}
