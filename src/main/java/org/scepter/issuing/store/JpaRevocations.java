package org.scepter.issuing.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.scepter.issuing.revocation.RevocationReason;
import org.scepter.issuing.revocation.RevocationRecords;
import org.scepter.issuing.revocation.RevokedCertificate;
import org.scepter.pki.Thumbprint;

/** Keeps revocations in table {@code revocation}. */
@ApplicationScoped
public class JpaRevocations implements RevocationRecords {
  static final String REVOKE =
      """
      INSERT INTO revocation (certificate_id, issuer, serial, not_after, revoked_at, reason, listed_in)
      SELECT id, issuer, serial, not_after, ?1, ?2, 0 FROM certificate WHERE id = ?3
      ON CONFLICT DO NOTHING\
      """;
  static final String SOONER =
      """
      UPDATE revocation SET revoked_at = ?1, reason = ?2
      WHERE certificate_id = ?3 AND revoked_at > ?1\
      """;
  static final String LIST =
      """
      UPDATE revocation SET listed_in = ?1
      WHERE issuer = ?2 AND listed_in = 0 AND revoked_at <= ?3\
      """;

  @PersistenceContext(unitName = "scepter")
  private EntityManager entities;

  @Override
  public boolean revoke(long certificateId, Instant at, RevocationReason reason) {
    return execute(REVOKE, at.toEpochMilli(), reason.name(), certificateId) == 1
        || execute(SOONER, at.toEpochMilli(), reason.name(), certificateId) == 1;
  }

  @Override
  public List<RevokedCertificate> of(Collection<Long> certificateIds) {
    return certificateIds.isEmpty()
        ? List.of()
        : read(
            entities
                .createQuery(
                    "SELECT r FROM RevocationEntity r WHERE r.certificateId IN :ids",
                    RevocationEntity.class)
                .setParameter("ids", certificateIds));
  }

  @Override
  public boolean isAnyToList(Thumbprint issuer, Instant now) {
    return !entities
        .createQuery(
            "SELECT r.certificateId FROM RevocationEntity r WHERE r.issuer = :issuer"
                + " AND r.listedIn = 0 AND r.revokedAt <= :now",
            Long.class)
        .setParameter("issuer", issuer.hex())
        .setParameter("now", now)
        .setMaxResults(1)
        .getResultList()
        .isEmpty();
  }

  @Override
  public void list(Thumbprint issuer, Instant now, long number) {
    execute(LIST, number, issuer.hex(), now.toEpochMilli());
  }

  @Override
  public List<RevokedCertificate> listed(Thumbprint issuer, Instant since, long number) {
    return read(
        entities
            .createQuery(
                "SELECT r FROM RevocationEntity r WHERE r.issuer = :issuer"
                    + " AND r.listedIn > 0 AND (r.notAfter >= :since OR r.listedIn = :number)"
                    + " ORDER BY r.certificateId",
                RevocationEntity.class)
            .setParameter("issuer", issuer.hex())
            .setParameter("since", since)
            .setParameter("number", number));
  }

  // Detached at once: statements change rows behind the entity manager's back.
  private List<RevokedCertificate> read(TypedQuery<RevocationEntity> query) {
    return query.getResultList().stream()
        .map(
            row -> {
              entities.detach(row);
              return row.revoked();
            })
        .toList();
  }

  private int execute(String statement, Object... values) {
    Query query = entities.createNativeQuery(statement);
    for (int i = 0; i < values.length; i++) {
      query.setParameter(i + 1, values[i]);
    }
    return query.executeUpdate();
  }
}
