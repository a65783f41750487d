package org.scepter.issuing.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Optional;
import org.scepter.issuing.publication.RevocationList;
import org.scepter.issuing.publication.RevocationListRecords;
import org.scepter.pki.Thumbprint;

/** Keeps the newest CRLs in table {@code revocation_list}. */
@ApplicationScoped
public class JpaRevocationLists implements RevocationListRecords {
  static final String FIRST =
      """
      INSERT INTO revocation_list (issuer, crl_number, made_at, next_update, crl)
      VALUES (?1, 1, ?2, ?3, ?4) ON CONFLICT DO NOTHING""";
  static final String NEXT =
      """
      UPDATE revocation_list SET crl_number = crl_number + 1, made_at = ?2, next_update = ?3, crl = ?4
      WHERE issuer = ?1 AND crl_number = ?5""";

  @PersistenceContext(unitName = "scepter")
  private EntityManager entities;

  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public Optional<RevocationList> lock(Thumbprint issuer) {
    entities.clear(); // a statement may have changed the row behind the entity
    return Optional.ofNullable(
            entities.find(RevocationListEntity.class, issuer.hex(), LockModeType.PESSIMISTIC_WRITE))
        .map(RevocationListEntity::list);
  }

  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public boolean succeed(Thumbprint issuer, RevocationList next) {
    var query =
        entities
            .createNativeQuery(next.number() == 1 ? FIRST : NEXT)
            .setParameter(1, issuer.hex())
            .setParameter(2, next.madeAt().toEpochMilli())
            .setParameter(3, next.nextUpdate().toEpochMilli())
            .setParameter(4, next.crl().bytes());
    if (next.number() > 1) {
      query.setParameter(5, next.number() - 1);
    }
    return query.executeUpdate() == 1;
  }
}
