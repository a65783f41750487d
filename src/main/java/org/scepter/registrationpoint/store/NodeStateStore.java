package org.scepter.registrationpoint.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.List;
import org.scepter.registrationpoint.node.NodeState;

/** The states of servers. */
@ApplicationScoped
public class NodeStateStore {
  static final String INSERT =
      """
      INSERT INTO node_state (kind, name, status, reason, checked_at, since)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING
      """;

  static final String UPDATE =
      """
      UPDATE node_state SET since = CASE WHEN status = ?1 THEN since ELSE ?2 END, status = ?3,
        reason = ?4, checked_at = ?5
      WHERE kind = ?6 AND name = ?7
      """;

  static final String ALL =
      "SELECT kind, name, status, reason, checked_at, since FROM node_state ORDER BY kind, name";

  @PersistenceContext(unitName = "scepter")
  private EntityManager entities;

  /** Writes how a server stands; since when is kept while its status is the same. */
  @Transactional(TxType.REQUIRES_NEW)
  public void put(NodeState state) {
    if (update(state) == 0) {
      set(
          INSERT,
          state.kind().name(),
          state.name(),
          state.status(),
          state.reason(),
          state.at().toEpochMilli(),
          state.since().toEpochMilli());
    }
  }

  private int update(NodeState state) {
    return set(
        UPDATE,
        state.status(),
        state.since().toEpochMilli(),
        state.status(),
        state.reason(),
        state.at().toEpochMilli(),
        state.kind().name(),
        state.name());
  }

  private int set(String statement, Object... values) {
    Query query = entities.createNativeQuery(statement);
    for (int i = 0; i < values.length; i++) {
      query.setParameter(i + 1, values[i]);
    }
    return query.executeUpdate();
  }

  public List<NodeState> all() {
    List<?> rows = entities.createNativeQuery(ALL).getResultList();
    return rows.stream().map(Object[].class::cast).map(NodeStateStore::state).toList();
  }

  private static NodeState state(Object[] row) {
    return new NodeState(
        NodeState.Kind.valueOf((String) row[0]),
        (String) row[1],
        ((Number) row[2]).intValue(),
        (String) row[3],
        Instant.ofEpochMilli(((Number) row[4]).longValue()),
        Instant.ofEpochMilli(((Number) row[5]).longValue()));
  }
}
