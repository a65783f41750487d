package org.scepter.monitoring;

import java.util.Map;
import java.util.TreeMap;

/**
 * Enrolments since the node started, as its registration point and CA decided them. A node that is
 * NDES alone decides none.
 *
 * @param issued certificates issued for an enrolment
 * @param refused refusals by the word for the reason
 * @param alarms breach signals of any kind
 */
public record EnrolmentCounts(long issued, Map<String, Long> refused, long alarms) {
  private static final String VERIFY = "challenge.verify";
  private static final String ISSUE = "certificate.issue";

  public EnrolmentCounts {
    refused = Map.copyOf(refused);
  }

  public static EnrolmentCounts of(Map<HappeningCounts.Key, Long> counts) {
    long issued = 0;
    long alarms = 0;
    Map<String, Long> refused = new TreeMap<>();
    for (Map.Entry<HappeningCounts.Key, Long> series : counts.entrySet()) {
      HappeningCounts.Key key = series.getKey();
      boolean isAlarm = "alarm".equals(key.outcome());
      boolean isDecision = VERIFY.equals(key.action()) || ISSUE.equals(key.action());
      if (isAlarm) {
        alarms += series.getValue();
      }
      if (ISSUE.equals(key.action()) && "done".equals(key.outcome())) {
        issued += series.getValue();
      } else if (isDecision && (isAlarm || "refused".equals(key.outcome()))) {
        refused.merge(key.reason(), series.getValue(), Long::sum);
      }
    }
    return new EnrolmentCounts(issued, refused, alarms);
  }

  public long refusedInAll() {
    return refused.values().stream().mapToLong(Long::longValue).sum();
  }
}
