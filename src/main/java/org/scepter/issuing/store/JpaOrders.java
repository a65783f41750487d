package org.scepter.issuing.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.issuing.SigningIntent;
import org.scepter.issuing.elsewhere.Order;
import org.scepter.issuing.elsewhere.Orders;
import org.scepter.pki.Der;
import org.scepter.pki.Sha256;

/** Keeps what was asked of another CA in table {@code other_ca_order}. */
@ApplicationScoped
public class JpaOrders implements Orders {
  static final String ENTER =
      """
      INSERT INTO other_ca_order (enrolment_id, key_digest, request_digest, state, reference,
        detail, sent_at, ask_at)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING\
      """;
  static final String LOCK =
      """
      SELECT key_digest, request_digest, state, reference, detail, sent_at, ask_at
      FROM other_ca_order WHERE enrolment_id = ?1 FOR UPDATE\
      """;
  static final String CHANGE =
      """
      UPDATE other_ca_order SET request_digest = ?1, state = ?2, reference = ?3, detail = ?4,
        sent_at = ?5, ask_at = ?6
      WHERE enrolment_id = ?7\
      """;
  static final String REMOVE = "DELETE FROM other_ca_order WHERE enrolment_id = ?1";
  static final String UNCLEAR = "SELECT COUNT(*) FROM other_ca_order WHERE state = 'UNCLEAR'";
  static final String ISSUED =
      """
      INSERT INTO certificate (kind, state, issuer, serial, enrolment_id, subject, subject_digest,
        key_digest, purpose, endpoint, template, template_version, not_before, not_after,
        recorded_at, issued_at, certificate)
      VALUES ('ENROLMENT', 'ISSUED', ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,
        ?15)
      ON CONFLICT DO NOTHING\
      """;

  private static final int MAX_DETAIL = 1000;

  @PersistenceContext(unitName = "scepter")
  private EntityManager entities;

  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public boolean enter(Order order) {
    return execute(
            ENTER,
            order.id().hex(),
            order.key().hex(),
            order.request().hex(),
            order.state().name(),
            order.reference(),
            detail(order),
            order.sentAt().toEpochMilli(),
            order.askAt().toEpochMilli())
        == 1;
  }

  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public Optional<Order> lock(EnrolmentId id) {
    List<?> rows = entities.createNativeQuery(LOCK).setParameter(1, id.hex()).getResultList();
    return rows.stream().map(Object[].class::cast).map(row -> order(id, row)).findFirst();
  }

  private static Order order(EnrolmentId id, Object[] row) {
    return new Order(
        id,
        new Sha256((String) row[0]),
        new Sha256((String) row[1]),
        Order.State.valueOf((String) row[2]),
        (String) row[3],
        (String) row[4],
        Instant.ofEpochMilli(((Number) row[5]).longValue()),
        Instant.ofEpochMilli(((Number) row[6]).longValue()));
  }

  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public void change(Order order) {
    int changed =
        execute(
            CHANGE,
            order.request().hex(),
            order.state().name(),
            order.reference(),
            detail(order),
            order.sentAt().toEpochMilli(),
            order.askAt().toEpochMilli(),
            order.id().hex());
    if (changed != 1) {
      throw new IllegalStateException("enrolment " + order.id() + " has no order to change");
    }
  }

  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public void remove(EnrolmentId id) {
    execute(REMOVE, id.hex());
  }

  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public boolean issued(SigningIntent recorded, Der certificate, Instant at) {
    return execute(
            ISSUED,
            recorded.issuer().hex(),
            recorded.serial().hex(),
            recorded.id().hex(),
            recorded.subject().text(),
            Sha256.of(recorded.subject().text().getBytes(StandardCharsets.UTF_8)).hex(),
            recorded.key().hex(),
            recorded.profile(),
            recorded.endpoint().value(),
            recorded.template().value(),
            recorded.templateVersion(),
            recorded.notBefore().toEpochMilli(),
            recorded.notAfter().toEpochMilli(),
            at.toEpochMilli(),
            at.toEpochMilli(),
            certificate.bytes())
        == 1;
  }

  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public long unclear() {
    return ((Number) entities.createNativeQuery(UNCLEAR).getSingleResult()).longValue();
  }

  private int execute(String statement, Object... values) {
    Query query = entities.createNativeQuery(statement);
    for (int i = 0; i < values.length; i++) {
      query.setParameter(i + 1, values[i]);
    }
    return query.executeUpdate();
  }

  private static String detail(Order order) {
    return order.detail().substring(0, Math.min(MAX_DETAIL, order.detail().length()));
  }
}
