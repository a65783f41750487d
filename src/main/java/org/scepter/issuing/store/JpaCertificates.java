package org.scepter.issuing.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.issuing.CertificateFilter;
import org.scepter.issuing.CertificateRecords;
import org.scepter.issuing.CertificateView;
import org.scepter.issuing.InfrastructureCertificate;
import org.scepter.issuing.RecordedCertificate;
import org.scepter.issuing.SigningIntent;
import org.scepter.pki.Der;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.Sha256;
import org.scepter.pki.SubjectName;

/** Keeps the CA's book in table {@code certificate}. */
@ApplicationScoped
public class JpaCertificates implements CertificateRecords {
  // Portable between H2 in its PostgreSQL mode and PostgreSQL; JPQL has no insert.
  static final String RECORD =
      """
      INSERT INTO certificate (kind, state, issuer, serial, enrolment_id, subject, subject_digest,
        key_digest, purpose, endpoint, template, template_version, not_before, not_after,
        recorded_at, to_be_signed)
      VALUES ('ENROLMENT', 'RECORDED', ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
      ON CONFLICT DO NOTHING""";
  static final String COMPLETE =
      """
      UPDATE certificate SET state = 'ISSUED', certificate = ?1, to_be_signed = NULL, issued_at = ?2
      WHERE enrolment_id = ?3 AND state = 'RECORDED'""";
  static final String RECORD_INFRASTRUCTURE =
      """
      INSERT INTO certificate (kind, state, issuer, serial, subject, subject_digest, key_digest,
        purpose, endpoint, template, template_version, not_before, not_after, recorded_at,
        issued_at, certificate)
      VALUES ('INFRASTRUCTURE', 'ISSUED', ?1, ?2, ?3, ?4, ?5, ?6, '', '', 0, ?7, ?8, ?9, ?10, ?11)
      ON CONFLICT DO NOTHING""";

  static final String COUNT_INFRASTRUCTURE =
      """
      SELECT COUNT(*) FROM certificate
      WHERE purpose = ?1 AND kind = 'INFRASTRUCTURE' AND recorded_at > ?2""";

  @PersistenceContext(unitName = "scepter")
  private EntityManager entities;

  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public void record(SigningIntent intent, Instant at) {
    execute(
        RECORD,
        intent.issuer().hex(),
        intent.serial().hex(),
        intent.id().hex(),
        intent.subject().text(),
        digest(intent.subject()),
        intent.key().hex(),
        intent.profile(),
        intent.endpoint().value(),
        intent.template().value(),
        intent.templateVersion(),
        intent.notBefore().toEpochMilli(),
        intent.notAfter().toEpochMilli(),
        at.toEpochMilli(),
        intent.toBeSigned().bytes());
  }

  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public Optional<RecordedCertificate> lock(EnrolmentId id) {
    return entities
        .createQuery(
            "SELECT c FROM CertificateEntity c WHERE c.enrolmentId = :id", CertificateEntity.class)
        .setParameter("id", id.hex())
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultStream()
        .findFirst()
        .map(CertificateEntity::recorded);
  }

  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public void complete(EnrolmentId id, Der certificate, Instant at) {
    if (execute(COMPLETE, certificate.bytes(), at.toEpochMilli(), id.hex()) != 1) {
      throw new IllegalStateException("enrolment " + id + " has no record to complete");
    }
  }

  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public boolean recordInfrastructure(InfrastructureCertificate certificate, Instant at) {
    return execute(
            RECORD_INFRASTRUCTURE,
            certificate.issuer().hex(),
            certificate.serial().hex(),
            certificate.subject().text(),
            digest(certificate.subject()),
            certificate.key().hex(),
            certificate.name(),
            certificate.notBefore().toEpochMilli(),
            certificate.notAfter().toEpochMilli(),
            at.toEpochMilli(),
            certificate.notBefore().toEpochMilli(),
            certificate.certificate().bytes())
        == 1;
  }

  private int execute(String statement, Object... values) {
    Query query = entities.createNativeQuery(statement);
    for (int i = 0; i < values.length; i++) {
      query.setParameter(i + 1, values[i]);
    }
    return query.executeUpdate();
  }

  private static String digest(SubjectName subject) {
    return Sha256.of(subject.text().getBytes(StandardCharsets.UTF_8)).hex();
  }

  @Override
  public List<CertificateView> find(SerialNumber serial) {
    return list(
        new CertificateFilter(
            Optional.empty(), Optional.of(serial), Optional.empty(), 0, Integer.MAX_VALUE));
  }

  @Override
  public Optional<CertificateView> ofEnrolment(EnrolmentId id) {
    return entities
        .createQuery(
            "SELECT c FROM CertificateEntity c WHERE c.enrolmentId = :id", CertificateEntity.class)
        .setParameter("id", id.hex())
        .getResultStream()
        .findFirst()
        .map(CertificateEntity::view);
  }

  @Override
  public long countInfrastructure(String purpose, Instant since) {
    Object count =
        entities
            .createNativeQuery(COUNT_INFRASTRUCTURE)
            .setParameter(1, purpose)
            .setParameter(2, since.toEpochMilli())
            .getSingleResult();
    return ((Number) count).longValue();
  }

  @Override
  public List<CertificateView> list(CertificateFilter filter) {
    Map<String, Object> values = new LinkedHashMap<>();
    filter.subject().ifPresent(subject -> values.put("subjectDigest", digest(subject)));
    filter.serial().ifPresent(serial -> values.put("serial", serial.hex()));
    filter.purpose().ifPresent(purpose -> values.put("purpose", purpose));
    StringBuilder jpql = new StringBuilder("SELECT c FROM CertificateEntity c WHERE c.id > :after");
    values.keySet().forEach(name -> jpql.append(" AND c." + name + " = :" + name));
    TypedQuery<CertificateEntity> query =
        entities
            .createQuery(jpql.append(" ORDER BY c.id").toString(), CertificateEntity.class)
            .setParameter("after", filter.after())
            .setMaxResults(filter.limit());
    values.forEach(query::setParameter);
    return query.getResultStream().map(CertificateEntity::view).toList();
  }
}
