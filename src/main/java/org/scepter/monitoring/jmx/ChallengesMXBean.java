package org.scepter.monitoring.jmx;

import java.util.Map;

/** The challenges that the registration point keeps, on all nodes of its database. */
public interface ChallengesMXBean {
  /** How many are in each state: issued, bound, consumed, expired, revoked. */
  Map<String, Long> getByState();

  /** Handed out, used by nobody, in time. */
  long getIssued();

  /** Of one key, without a certificate yet. */
  long getBound();

  /** Never used in their time: a backlog, for {@code /api/v1/challenge-runs}. */
  long getExpired();

  /** Those with which a second key came: someone should look. */
  long getContested();
}
