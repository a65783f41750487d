package org.scepter.registrationpoint.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.time.Instant;
import org.scepter.registrationpoint.ChallengeId;

/** What went wrong with challenges. All methods want a transaction. */
@ApplicationScoped
public class ChallengeTroubleStore {
  @PersistenceContext(unitName = "scepter")
  private EntityManager entities;

  /** Counts a refused request that brought the challenge. */
  public void failed(ChallengeId id) {
    update("UPDATE challenge SET failures = failures + 1 WHERE id = ?1", id.hex());
  }

  /** Remembers that another key came with the challenge; when it did so first. */
  public void contested(ChallengeId id, Instant now) {
    update(
        "UPDATE challenge SET contested_at = COALESCE(contested_at, ?1) WHERE id = ?2",
        now.toEpochMilli(),
        id.hex());
  }

  /** Ends an unused challenge with which too many requests were refused. */
  public boolean endFailed(ChallengeId id, int limit, String why, Instant now) {
    return update(
            """
            UPDATE challenge SET state = 'REVOKED', live_slot = NULL, changed_at = ?1,
              revocation_cause = 'FAILURES', revocation_why = ?2
            WHERE id = ?3 AND state = 'ISSUED' AND failures >= ?4
            """,
            now.toEpochMilli(),
            why,
            id.hex(),
            limit)
        == 1;
  }

  private int update(String statement, Object... values) {
    Query query = entities.createNativeQuery(statement);
    for (int i = 0; i < values.length; i++) {
      query.setParameter(i + 1, values[i]);
    }
    return query.executeUpdate();
  }
}
