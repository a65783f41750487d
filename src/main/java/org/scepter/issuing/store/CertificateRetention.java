package org.scepter.issuing.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.scepter.platform.Retained;

/**
 * Certificates are kept for ever unless a setting gives them an age, counted from their expiry. The
 * infrastructure's own stay in any case. The age should not be below that of challenges, or an old
 * device that repeats its request would find its enrolment without its certificate.
 */
@ApplicationScoped
public class CertificateRetention implements Retained {
  static final String DELETE =
      """
      DELETE FROM certificate WHERE id IN
        (SELECT id FROM certificate WHERE kind = 'ENROLMENT' AND state = 'ISSUED' AND not_after < ?1
         ORDER BY not_after LIMIT ?2)
      """;

  @PersistenceContext(unitName = "scepter")
  private EntityManager entities;

  @Override
  public String kind() {
    return "certificates";
  }

  @Override
  public Duration defaultAge() {
    return ChronoUnit.FOREVER.getDuration();
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
