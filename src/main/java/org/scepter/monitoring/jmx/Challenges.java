package org.scepter.monitoring.jmx;

import java.util.Map;
import java.util.TreeMap;
import org.scepter.registrationpoint.ChallengeState;
import org.scepter.registrationpoint.health.ChallengeCounts;

/** The challenges for JMX. */
final class Challenges implements ChallengesMXBean {
  private final ChallengeCounts counts;

  Challenges(ChallengeCounts counts) {
    this.counts = counts;
  }

  @Override
  public Map<String, Long> getByState() {
    Map<String, Long> byState = new TreeMap<>();
    counts.recent().byState().forEach((state, count) -> byState.put(state.text(), count));
    return byState;
  }

  @Override
  public long getIssued() {
    return counts.recent().byState().get(ChallengeState.ISSUED);
  }

  @Override
  public long getBound() {
    return counts.recent().byState().get(ChallengeState.BOUND);
  }

  @Override
  public long getExpired() {
    return counts.recent().byState().get(ChallengeState.EXPIRED);
  }

  @Override
  public long getContested() {
    return counts.recent().contested();
  }
}
