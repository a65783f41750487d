package org.scepter.issuing.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.Optional;
import org.scepter.issuing.publication.Edition;
import org.scepter.issuing.publication.IssuedLists;
import org.scepter.issuing.publication.RevocationList;
import org.scepter.issuing.publication.RevocationListRecords;
import org.scepter.pki.Thumbprint;

/** Keeps the newest CRLs in table {@code revocation_list}. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class JpaRevocationLists implements RevocationListRecords {
  /** A row to lock, before there is anything to keep in it. */
  static final String PLACE =
      """
      INSERT INTO revocation_list (issuer, crl_number, made_at, next_update, crl)
      VALUES (?1, 0, 0, 0, ?2) ON CONFLICT DO NOTHING\
      """;

  static final String NEXT =
      """
      UPDATE revocation_list SET crl_number = ?1, made_at = ?2, next_update = ?3, crl = ?4,
        base_number = ?5, next_base_number = ?6, next_base_from = ?7
      WHERE issuer = ?8 AND crl_number < ?9\
      """;

  static final String DELTA =
      "UPDATE revocation_list SET delta = ?1, delta_next_update = ?2 WHERE issuer = ?3";

  @PersistenceContext(unitName = "scepter")
  private EntityManager entities;

  @Override
  public Optional<Edition> edition(Thumbprint issuer) {
    return entities
        .createQuery(
            "SELECT l.number, l.madeAt, l.nextUpdate, l.deltaNextUpdate"
                + " FROM RevocationListEntity l WHERE l.issuer = :issuer AND l.number > 0",
            Object[].class)
        .setParameter("issuer", issuer.hex())
        .getResultStream()
        .findFirst()
        .map(JpaRevocationLists::edition);
  }

  private static Edition edition(Object[] row) {
    Instant full = (Instant) row[2];
    Instant delta = (Instant) row[3];
    boolean hasDelta = delta.isAfter(Instant.EPOCH);
    return new Edition(
        (Long) row[0], (Instant) row[1], hasDelta && delta.isBefore(full) ? delta : full, hasDelta);
  }

  @Override
  public Optional<IssuedLists> newest(Thumbprint issuer) {
    return Optional.ofNullable(entities.find(RevocationListEntity.class, issuer.hex()))
        .flatMap(this::detached);
  }

  @Override
  public Optional<IssuedLists> lock(Thumbprint issuer) {
    entities
        .createNativeQuery(PLACE)
        .setParameter(1, issuer.hex())
        .setParameter(2, new byte[0])
        .executeUpdate();
    return detached(
        entities.find(RevocationListEntity.class, issuer.hex(), LockModeType.PESSIMISTIC_WRITE));
  }

  // Statements change rows behind the entity manager's back.
  private Optional<IssuedLists> detached(RevocationListEntity row) {
    entities.detach(row);
    return row.lists();
  }

  @Override
  public void succeed(Thumbprint issuer, IssuedLists next) {
    RevocationList full = next.full();
    int changed =
        entities
            .createNativeQuery(NEXT)
            .setParameter(1, full.number())
            .setParameter(2, full.madeAt().toEpochMilli())
            .setParameter(3, full.nextUpdate().toEpochMilli())
            .setParameter(4, full.crl().bytes())
            .setParameter(5, next.base().number())
            .setParameter(6, next.base().next())
            .setParameter(7, next.base().nextFrom().toEpochMilli())
            .setParameter(8, issuer.hex())
            .setParameter(9, full.number())
            .executeUpdate();
    if (changed != 1) {
      throw new IllegalStateException("CRL " + full.number() + " has been made by another");
    }
    next.delta().ifPresent(delta -> keep(issuer, delta));
  }

  private void keep(Thumbprint issuer, RevocationList delta) {
    entities
        .createNativeQuery(DELTA)
        .setParameter(1, delta.crl().bytes())
        .setParameter(2, delta.nextUpdate().toEpochMilli())
        .setParameter(3, issuer.hex())
        .executeUpdate();
  }
}
