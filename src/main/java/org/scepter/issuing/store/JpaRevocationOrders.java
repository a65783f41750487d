package org.scepter.issuing.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.scepter.issuing.elsewhere.revocation.RevocationOrder;
import org.scepter.issuing.elsewhere.revocation.RevocationOrder.State;
import org.scepter.issuing.elsewhere.revocation.RevocationOrders;
import org.scepter.issuing.revocation.RevocationReason;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.Thumbprint;

/** Keeps what another CA has to revoke in table {@code other_ca_revocation}. */
@ApplicationScoped
public class JpaRevocationOrders implements RevocationOrders {
  static final String ENTER =
      """
      INSERT INTO other_ca_revocation (certificate_id, state, tries, detail, next_at)
      VALUES (?1, ?2, 0, '', ?3) ON CONFLICT DO NOTHING\
      """;
  static final String SOONER =
      """
      UPDATE other_ca_revocation SET next_at = ?1
      WHERE certificate_id = ?2 AND state = 'OPEN' AND tries = 0 AND next_at > ?3\
      """;
  static final String ENTER_MISSING =
      """
      INSERT INTO other_ca_revocation (certificate_id, state, tries, detail, next_at)
      SELECT r.certificate_id, ?1, 0, '', r.revoked_at
      FROM revocation r JOIN certificate c ON c.id = r.certificate_id
      WHERE c.kind = 'ENROLMENT' AND r.not_after > ?2 AND r.issuer NOT IN (%s) AND NOT EXISTS
        (SELECT 1 FROM other_ca_revocation o WHERE o.certificate_id = r.certificate_id)
      ON CONFLICT DO NOTHING\
      """;
  static final String DUE =
      """
      SELECT o.certificate_id, r.serial, r.reason, r.not_after, o.tries
      FROM other_ca_revocation o JOIN revocation r ON r.certificate_id = o.certificate_id
      WHERE o.state = 'OPEN' AND o.next_at <= ?1 AND r.revoked_at <= ?2
      ORDER BY o.next_at LIMIT ?3\
      """;
  static final String CLAIM =
      """
      UPDATE other_ca_revocation SET tries = tries + 1, next_at = ?1
      WHERE certificate_id = ?2 AND state = 'OPEN' AND tries = ?3\
      """;
  static final String SETTLE =
      """
      UPDATE other_ca_revocation SET state = ?1, detail = ?2, next_at = ?3
      WHERE certificate_id = ?4 AND state = 'OPEN'\
      """;
  static final String DECIDE =
      """
      UPDATE other_ca_revocation SET state = ?1, tries = 0, next_at = ?2
      WHERE certificate_id = ?3 AND state IN ('OPEN', 'REFUSED', 'BY_HAND')\
      """;
  static final String UNSETTLED =
      """
      SELECT o.state, COUNT(*)
      FROM other_ca_revocation o JOIN revocation r ON r.certificate_id = o.certificate_id
      WHERE o.state IN ('OPEN', 'REFUSED', 'BY_HAND') AND (o.state <> 'OPEN' OR o.tries > 0)
        AND r.revoked_at <= ?1 AND r.not_after > ?2
      GROUP BY o.state\
      """;

  private static final int MAX_DETAIL = 1000;

  @PersistenceContext(unitName = "scepter")
  private EntityManager entities;

  @Override
  @Transactional(TxType.MANDATORY)
  public boolean enter(long certificateId, State state, Instant due) {
    boolean isNew = execute(ENTER, certificateId, state.name(), due.toEpochMilli()) == 1;
    if (!isNew) {
      execute(SOONER, due.toEpochMilli(), certificateId, due.toEpochMilli());
    }
    return isNew;
  }

  @Override
  @Transactional(TxType.MANDATORY)
  public int enterMissing(Collection<Thumbprint> own, State state, Instant now) {
    Query query = query(missing(own.size()), state.name(), now.toEpochMilli());
    int place = 3;
    for (Thumbprint each : own) {
      query.setParameter(place++, each.hex());
    }
    return query.executeUpdate();
  }

  static String missing(int own) {
    StringBuilder places = new StringBuilder("?3");
    for (int place = 4; place < 3 + own; place++) {
      places.append(", ?").append(place);
    }
    return ENTER_MISSING.formatted(places);
  }

  @Override
  @Transactional(TxType.MANDATORY)
  public List<RevocationOrder> due(Instant now, int limit) {
    List<?> rows = query(DUE, now.toEpochMilli(), now.toEpochMilli(), limit).getResultList();
    return rows.stream().map(Object[].class::cast).map(JpaRevocationOrders::order).toList();
  }

  private static RevocationOrder order(Object[] row) {
    return new RevocationOrder(
        ((Number) row[0]).longValue(),
        SerialNumber.parse((String) row[1]),
        RevocationReason.valueOf((String) row[2]),
        Instant.ofEpochMilli(((Number) row[3]).longValue()),
        ((Number) row[4]).intValue());
  }

  @Override
  @Transactional(TxType.MANDATORY)
  public boolean claim(RevocationOrder order, Instant until) {
    return execute(CLAIM, until.toEpochMilli(), order.certificateId(), order.tries()) == 1;
  }

  @Override
  @Transactional(TxType.MANDATORY)
  public void settle(RevocationOrder order, State state, String detail, Instant next) {
    String kept = detail.substring(0, Math.min(MAX_DETAIL, detail.length()));
    execute(SETTLE, state.name(), kept, next.toEpochMilli(), order.certificateId());
  }

  @Override
  @Transactional(TxType.MANDATORY)
  public boolean decide(long certificateId, State state, Instant next) {
    return execute(DECIDE, state.name(), next.toEpochMilli(), certificateId) == 1;
  }

  @Override
  @Transactional(TxType.MANDATORY)
  public Map<State, Long> unsettled(Instant now) {
    Map<State, Long> counts = new EnumMap<>(State.class);
    for (Object row : query(UNSETTLED, now.toEpochMilli(), now.toEpochMilli()).getResultList()) {
      Object[] values = (Object[]) row;
      counts.put(State.valueOf((String) values[0]), ((Number) values[1]).longValue());
    }
    return counts;
  }

  private int execute(String statement, Object... values) {
    return query(statement, values).executeUpdate();
  }

  private Query query(String statement, Object... values) {
    Query query = entities.createNativeQuery(statement);
    for (int i = 0; i < values.length; i++) {
      query.setParameter(i + 1, values[i]);
    }
    return query;
  }
}
