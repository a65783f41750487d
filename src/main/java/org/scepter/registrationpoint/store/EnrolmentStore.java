package org.scepter.registrationpoint.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.pki.Sha256;
import org.scepter.pki.Thumbprint;
import org.scepter.pki.TransactionId;
import org.scepter.registrationpoint.CertificateFacts;
import org.scepter.registrationpoint.EnrolmentView;
import org.scepter.registrationpoint.approval.PresentedRequest;

/** Enrolments and the transactionIDs under which they were asked for. */
@ApplicationScoped
public class EnrolmentStore {
  // A device that polls needs a few; a hostile one shall not fill the table with its challenge.
  private static final int MAX_ALIASES = 100;

  static final String DELETE =
      """
      DELETE FROM enrolment WHERE id IN (
        SELECT e.id FROM enrolment e WHERE e.changed_at < ?1
          AND (e.not_after IS NULL OR e.not_after < ?2)
          AND NOT EXISTS (SELECT 1 FROM challenge c WHERE c.id = e.challenge_id)
        ORDER BY e.changed_at LIMIT ?3)
      """;

  @PersistenceContext(unitName = "scepter")
  EntityManager entities;

  /**
   * Records an enrolment unless its endpoint, challenge and key have one.
   *
   * @return the recorded one
   */
  public EnrolmentView open(EnrolmentView enrolment, Optional<Thumbprint> askedBy) {
    int inserted =
        update(
            """
            INSERT INTO enrolment (id, endpoint, challenge_id, key_digest, device, profile, asked_by,
              last_outcome, created_at, changed_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'AUTHORISED', ?8, ?9)
            ON CONFLICT DO NOTHING
            """,
            enrolment.id().hex(),
            enrolment.endpoint().value(),
            enrolment.challenge().hex(),
            enrolment.key().hex(),
            enrolment.device(),
            enrolment.profile(),
            askedBy.map(Thumbprint::hex).orElse(""),
            enrolment.createdAt().toEpochMilli(),
            enrolment.createdAt().toEpochMilli());
    return inserted == 1
        ? enrolment
        : find(enrolment)
            .orElseThrow(() -> new IllegalStateException("the enrolment id was given out twice"));
  }

  /** The recorded one with the same endpoint, challenge and key. */
  public Optional<EnrolmentView> find(EnrolmentView like) {
    return read(
        entities
            .createQuery(
                "SELECT e FROM EnrolmentEntity e WHERE e.challengeId = :challenge"
                    + " AND e.keyDigest = :key AND e.endpoint = :endpoint",
                EnrolmentEntity.class)
            .setParameter("challenge", like.challenge().hex())
            .setParameter("key", like.key().hex())
            .setParameter("endpoint", like.endpoint().value()));
  }

  /** Those of a device of which no certificate is known that has ended. */
  public List<EnrolmentId> unendedOf(String device, Instant now) {
    return entities
        .createQuery(
            "SELECT e.id FROM EnrolmentEntity e WHERE e.device = :device"
                + " AND (e.notAfter IS NULL OR e.notAfter > :now)",
            String.class)
        .setParameter("device", device)
        .setParameter("now", now)
        .getResultStream()
        .map(EnrolmentId::new)
        .toList();
  }

  public Optional<EnrolmentView> byId(EnrolmentId id) {
    return read(
        entities
            .createQuery("SELECT e FROM EnrolmentEntity e WHERE e.id = :id", EnrolmentEntity.class)
            .setParameter("id", id.hex()));
  }

  /** The one at {@code endpoint} of which the certificate came. */
  public Optional<EnrolmentView> byThumbprint(EndpointName endpoint, Thumbprint certificate) {
    return read(
        entities
            .createQuery(
                "SELECT e FROM EnrolmentEntity e WHERE e.thumbprint = :certificate"
                    + " AND e.endpoint = :endpoint",
                EnrolmentEntity.class)
            .setParameter("certificate", certificate.hex())
            .setParameter("endpoint", endpoint.value()));
  }

  /** Whether a certificate of another device that is not over yet is for this key. */
  public boolean isKeyOfAnother(Sha256 key, String device, Instant now) {
    Query query =
        entities.createNativeQuery(
            "SELECT COUNT(*) FROM enrolment WHERE key_digest = ?1 AND device <> ?2"
                + " AND not_after > ?3");
    query.setParameter(1, key.hex());
    query.setParameter(2, device);
    query.setParameter(3, now.toEpochMilli());
    return ((Number) query.getSingleResult()).longValue() > 0;
  }

  /**
   * The latest one that was asked for under this transactionID by this key: the one to be
   * certified, or that of the certificate to be renewed.
   */
  public Optional<EnrolmentView> byTransaction(
      EndpointName endpoint, TransactionId transaction, Sha256 key) {
    return read(
        entities
            .createQuery(
                "SELECT e FROM EnrolmentEntity e, TransactionAliasEntity a"
                    + " WHERE a.endpoint = :endpoint AND a.transactionId = :transaction"
                    + " AND e.id = a.enrolmentId AND (e.keyDigest = :key OR EXISTS"
                    + " (SELECT r FROM RenewalEntity r WHERE r.challengeId = e.challengeId"
                    + " AND r.signerKey = :key))"
                    + " ORDER BY e.createdAt DESC",
                EnrolmentEntity.class)
            .setParameter("endpoint", endpoint.value())
            .setParameter("transaction", transaction.value())
            .setParameter("key", key.hex())
            .setMaxResults(1));
  }

  // Detached at once: statements change rows behind the entity manager's back.
  private Optional<EnrolmentView> read(TypedQuery<EnrolmentEntity> query) {
    return query.getResultList().stream()
        .map(
            entity -> {
              entities.detach(entity);
              return entity.toView();
            })
        .findFirst();
  }

  /** Remembers a transactionID of an enrolment, up to a bound. */
  public void alias(
      EnrolmentView enrolment, TransactionId transaction, PresentedRequest request, Instant now) {
    Number known =
        (Number)
            entities
                .createQuery(
                    "SELECT COUNT(a) FROM TransactionAliasEntity a WHERE a.enrolmentId = :id")
                .setParameter("id", enrolment.id().hex())
                .getSingleResult();
    if (known.intValue() < MAX_ALIASES) {
      firstAlias(enrolment, transaction, request, now);
    }
  }

  /** The same for an enrolment that has none yet. */
  public void firstAlias(
      EnrolmentView enrolment, TransactionId transaction, PresentedRequest request, Instant now) {
    int inserted =
        update(
            """
            INSERT INTO transaction_alias (endpoint, transaction_id, enrolment_id, request_digest,
              created_at, issuing_ca)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT DO NOTHING
            """,
            enrolment.endpoint().value(),
            transaction.value(),
            enrolment.id().hex(),
            request.digest().hex(),
            now.toEpochMilli(),
            IssuingCaColumn.write(request.issuingCa()));
    if (inserted == 0) {
      update(
          "UPDATE transaction_alias SET request_digest = ?1, issuing_ca = ?2"
              + " WHERE endpoint = ?3 AND transaction_id = ?4 AND enrolment_id = ?5",
          request.digest().hex(),
          IssuingCaColumn.write(request.issuingCa()),
          enrolment.endpoint().value(),
          transaction.value(),
          enrolment.id().hex());
    }
  }

  /** With what the enrolment was asked for last under a transactionID. */
  public Optional<PresentedRequest> presented(EnrolmentView enrolment, TransactionId transaction) {
    List<Object[]> found =
        entities
            .createQuery(
                "SELECT a.requestDigest, a.issuingCa FROM TransactionAliasEntity a"
                    + " WHERE a.endpoint = :endpoint AND a.transactionId = :transaction"
                    + " AND a.enrolmentId = :id",
                Object[].class)
            .setParameter("endpoint", enrolment.endpoint().value())
            .setParameter("transaction", transaction.value())
            .setParameter("id", enrolment.id().hex())
            .getResultList();
    return found.stream()
        .map(
            row ->
                new PresentedRequest(
                    new Sha256((String) row[0]), IssuingCaColumn.read((String) row[1])))
        .findFirst();
  }

  /** The transactionIDs under which an enrolment was asked for, oldest first. */
  public List<TransactionId> transactions(EnrolmentId id) {
    return entities
        .createQuery(
            "SELECT a.transactionId FROM TransactionAliasEntity a WHERE a.enrolmentId = :id"
                + " ORDER BY a.createdAt, a.transactionId",
            String.class)
        .setParameter("id", id.hex())
        .getResultList()
        .stream()
        .map(TransactionId::new)
        .toList();
  }

  /** Records the enrolment's one certificate; false if it has one already. */
  public boolean issued(EnrolmentId id, CertificateFacts certificate, Instant now) {
    return update(
            """
            UPDATE enrolment SET last_outcome = 'ISSUED', changed_at = ?1, thumbprint = ?2,
              serial_number = ?3, not_before = ?4, not_after = ?5
            WHERE id = ?6 AND thumbprint IS NULL
            """,
            now.toEpochMilli(),
            certificate.thumbprint().hex(),
            certificate.serial().hex(),
            certificate.notBefore().toEpochMilli(),
            certificate.notAfter().toEpochMilli(),
            id.hex())
        == 1;
  }

  /** Records how the CA answered without a certificate. */
  public void answered(EnrolmentId id, String outcome, Instant now) {
    update(
        "UPDATE enrolment SET last_outcome = ?1, changed_at = ?2"
            + " WHERE id = ?3 AND thumbprint IS NULL",
        outcome,
        now.toEpochMilli(),
        id.hex());
  }

  /**
   * Deletes what has not changed since {@code before}, whose challenge is gone and whose
   * certificate ended before then, so that it renews itself no more.
   */
  public int delete(Instant before, int limit) {
    long at = before.toEpochMilli();
    return update(DELETE, at, at, limit);
  }

  private int update(String statement, Object... values) {
    Query query = entities.createNativeQuery(statement);
    for (int i = 0; i < values.length; i++) {
      query.setParameter(i + 1, values[i]);
    }
    return query.executeUpdate();
  }
}
