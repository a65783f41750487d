package org.scepter.issuing.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.scepter.issuing.succession.KeySetClaims;
import org.scepter.pki.Sha256;
import org.scepter.platform.ra.RaSet;

/** Keeps which sets the RA has in table {@code ra_key_set}. */
@ApplicationScoped
public class JpaKeySets implements KeySetClaims {
  static final String CLAIM =
      """
      INSERT INTO ra_key_set (number, generation, active_from, made_at)
      VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING\
      """;
  static final String COMPLETE =
      "UPDATE ra_key_set SET signing = ?1 WHERE number = ?2 AND signing IS NULL";

  private static final long WITH_ITS_CA = 0;

  @PersistenceContext(unitName = "scepter")
  private EntityManager entities;

  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public boolean claim(RaSet set, Instant at) {
    return entities
            .createNativeQuery(CLAIM)
            .setParameter(1, set.number())
            .setParameter(2, set.generation())
            .setParameter(3, set.activeFrom().map(Instant::toEpochMilli).orElse(WITH_ITS_CA))
            .setParameter(4, at.toEpochMilli())
            .executeUpdate()
        == 1;
  }

  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public void complete(int number, Sha256 signing) {
    entities
        .createNativeQuery(COMPLETE)
        .setParameter(1, signing.hex())
        .setParameter(2, number)
        .executeUpdate();
  }

  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public List<Known> all() {
    List<?> rows =
        entities
            .createNativeQuery(
                """
                SELECT number, generation, active_from, signing FROM ra_key_set ORDER BY number\
                """)
            .getResultList();
    return rows.stream().map(Object[].class::cast).map(JpaKeySets::known).toList();
  }

  private static Known known(Object[] row) {
    return new Known(
        new RaSet(
            ((Number) row[0]).intValue(),
            ((Number) row[1]).intValue(),
            activeFrom((Number) row[2])),
        Optional.ofNullable((String) row[3]).map(Sha256::new));
  }

  private static Optional<Instant> activeFrom(Number millis) {
    return Optional.of(millis.longValue())
        .filter(written -> written != WITH_ITS_CA)
        .map(Instant::ofEpochMilli);
  }
}
