package org.scepter.issuing.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import org.scepter.platform.Retained;

/**
 * Orders at another CA go a year after what was heard of them last, once they are over: refused,
 * never taken, or answered with something else. One that is open or of which nobody knows what
 * became stays. The age should not be below that of enrolments, or a device that repeats its
 * request would have something asked for again that came out wrong before.
 */
@ApplicationScoped
public class OrderRetention implements Retained {
  // Asked again of the row itself, which another call may have sent meanwhile.
  static final String DELETE =
      """
      DELETE FROM other_ca_order
      WHERE state IN ('DECLINED', 'NOT_TAKEN', 'MISFIT') AND ask_at < ?1 AND enrolment_id IN
        (SELECT enrolment_id FROM other_ca_order
         WHERE state IN ('DECLINED', 'NOT_TAKEN', 'MISFIT') AND sent_at < ?1 AND ask_at < ?1
         ORDER BY sent_at LIMIT ?2)\
      """;

  @PersistenceContext(unitName = "scepter")
  private EntityManager entities;

  @Override
  public String kind() {
    return "other-ca-orders";
  }

  @Override
  public Duration defaultAge() {
    return Duration.ofDays(365);
  }

  @Override
  @Transactional
  public int delete(Instant before, int limit) {
    return entities
        .createNativeQuery(DELETE)
        .setParameter(1, before.toEpochMilli())
        .setParameter(2, limit)
        .executeUpdate();
  }
}
