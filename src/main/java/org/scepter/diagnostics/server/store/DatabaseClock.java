package org.scepter.diagnostics.server.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Instant;

/** What time it is where the database runs. */
@ApplicationScoped
public class DatabaseClock {
  static final String NOW = "SELECT EXTRACT(EPOCH FROM CURRENT_TIMESTAMP)";

  private static final BigDecimal MILLIS = BigDecimal.valueOf(1000);

  @PersistenceContext(unitName = "scepter")
  private EntityManager entities;

  @Transactional
  public Instant now() {
    Number seconds = (Number) entities.createNativeQuery(NOW).getSingleResult();
    return Instant.ofEpochMilli(new BigDecimal(seconds.toString()).multiply(MILLIS).longValue());
  }
}
