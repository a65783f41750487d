package org.scepter.monitoring.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.scepter.monitoring.AuditEntry;
import org.scepter.monitoring.AuditQuery;
import org.scepter.platform.Retained;

/**
 * The audit trail's table: entries are added and read. Nothing changes one, and only retention,
 * which is off unless a setting gives the trail an age, deletes any. A trigger that would refuse
 * both in the database itself has no form that H2 and PostgreSQL share; who needs it grants the
 * application's database user INSERT and SELECT on the table and no more.
 */
@ApplicationScoped
public class AuditStore implements Retained {
  static final String INSERT =
      """
      INSERT INTO audit_entry (happened_at, actor, listener, address, action, object_name, outcome,
        reason, transaction_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
      """;

  static final String DELETE =
      """
      DELETE FROM audit_entry WHERE id IN
        (SELECT id FROM audit_entry WHERE happened_at < ?1 ORDER BY happened_at LIMIT ?2)
      """;

  @PersistenceContext private EntityManager entities;

  /** Adds an entry in the transaction at hand; without one, in its own. */
  @Transactional
  public void append(AuditEntry entry) {
    // One statement that asks for no key back: every act pays for this one.
    entities
        .createNativeQuery(INSERT)
        .setParameter(1, entry.at().toEpochMilli())
        .setParameter(2, entry.actor())
        .setParameter(3, entry.listener())
        .setParameter(4, entry.address())
        .setParameter(5, entry.action())
        .setParameter(6, entry.object())
        .setParameter(7, entry.outcome().name())
        .setParameter(8, entry.reason())
        .setParameter(9, entry.transaction())
        .executeUpdate();
  }

  /** Adds an entry that stays whatever becomes of the transaction at hand. */
  @Transactional(TxType.REQUIRES_NEW)
  public void appendApart(AuditEntry entry) {
    append(entry);
  }

  /**
   * The next entries in the order of their ids. An entry of a transaction that is still running can
   * come to light behind a later one, so who follows the trail reads again from a little before.
   */
  @Transactional
  public List<AuditEntry> page(AuditQuery asked, int limit) {
    StringBuilder jpql = new StringBuilder("SELECT e FROM AuditRow e WHERE e.id > :after");
    List<Condition> conditions = conditions(asked);
    conditions.forEach(condition -> jpql.append(" AND ").append(condition.jpql()));
    TypedQuery<AuditRow> query =
        entities
            .createQuery(jpql.append(" ORDER BY e.id").toString(), AuditRow.class)
            .setParameter("after", asked.after())
            .setMaxResults(limit);
    conditions.forEach(condition -> query.setParameter(condition.name(), condition.value()));
    List<AuditEntry> page = query.getResultList().stream().map(AuditRow::toEntry).toList();
    entities.clear();
    return page;
  }

  private static List<Condition> conditions(AuditQuery asked) {
    List<Condition> conditions = new ArrayList<>();
    asked.action().ifPresent(it -> conditions.add(new Condition("e.action =", "action", it)));
    asked.object().ifPresent(it -> conditions.add(new Condition("e.objectName =", "object", it)));
    asked.outcome().ifPresent(it -> conditions.add(new Condition("e.outcome =", "outcome", it)));
    asked.since().ifPresent(it -> conditions.add(new Condition("e.at >=", "since", it)));
    asked.until().ifPresent(it -> conditions.add(new Condition("e.at <", "until", it)));
    return conditions;
  }

  private record Condition(String comparison, String name, Object value) {
    String jpql() {
      return comparison + " :" + name;
    }
  }

  @Override
  public String kind() {
    return "audit";
  }

  @Override
  public Duration defaultAge() {
    return java.time.temporal.ChronoUnit.FOREVER.getDuration();
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
