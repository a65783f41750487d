package org.scepter.registrationpoint.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.scepter.registrationpoint.ChallengeState;

/** Counts challenges. */
@ApplicationScoped
public class ChallengeCountStore {
  /** An unused challenge whose life is over is kept as ISSUED. */
  static final String BY_STATE =
      """
      SELECT c.state, c.past, COUNT(*) FROM (
        SELECT state, CASE WHEN state = 'ISSUED' AND expires_at <= ?1 THEN 1 ELSE 0 END AS past
        FROM challenge) c
      GROUP BY c.state, c.past
      """;

  // H2 finds what is not null by no index.
  static final String CONTESTED = "SELECT COUNT(*) FROM challenge WHERE contested_at > 0";

  @PersistenceContext(unitName = "scepter")
  private EntityManager entities;

  /** Looks something up, for who wants to know whether the database answers. */
  @Transactional
  public void touch() {
    entities.createNativeQuery("SELECT COUNT(*) FROM challenge WHERE id = ''").getSingleResult();
  }

  /** How many are kept in each state as of {@code now}. */
  @Transactional
  public Map<ChallengeState, Long> byState(Instant now) {
    List<?> rows =
        entities.createNativeQuery(BY_STATE).setParameter(1, now.toEpochMilli()).getResultList();
    Map<ChallengeState, Long> counts = new EnumMap<>(ChallengeState.class);
    for (ChallengeState state : ChallengeState.values()) {
      counts.put(state, 0L);
    }
    for (Object row : rows) {
      Object[] columns = (Object[]) row;
      ChallengeState state =
          ((Number) columns[1]).intValue() == 1
              ? ChallengeState.EXPIRED
              : ChallengeState.valueOf((String) columns[0]);
      counts.merge(state, ((Number) columns[2]).longValue(), Long::sum);
    }
    return counts;
  }

  /** How many are kept with which a second key came. */
  @Transactional
  public long contested() {
    return ((Number) entities.createNativeQuery(CONTESTED).getSingleResult()).longValue();
  }
}
