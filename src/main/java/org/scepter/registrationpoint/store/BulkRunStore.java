package org.scepter.registrationpoint.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.scepter.registrationpoint.ChallengeState;
import org.scepter.registrationpoint.Revocation;
import org.scepter.registrationpoint.bulk.BulkAct;
import org.scepter.registrationpoint.bulk.BulkOrder;
import org.scepter.registrationpoint.bulk.BulkRun;

/** Orders for many challenges, and what they do to them. */
@ApplicationScoped
public class BulkRunStore {
  static final String ADD =
      """
      INSERT INTO challenge_run (id, act, state, profile, collection, chosen, seconds, why,
        started_by, started_at, changed_at, after_id, total, looked_at, done)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
      """;

  static final String PROGRESS =
      """
      UPDATE challenge_run SET after_id = ?1, looked_at = ?2, done = ?3, changed_at = ?4,
        state = CASE WHEN state = 'RUNNING' THEN ?5 ELSE state END
      WHERE id = ?6
      """;

  static final String CANCEL =
      """
      UPDATE challenge_run SET state = 'CANCELLED', changed_at = ?1
      WHERE id = ?2 AND state = 'RUNNING'
      """;

  private static final String COLUMNS =
      """
      SELECT id, act, state, profile, collection, chosen, seconds, why, started_by, started_at,
        changed_at, after_id, total, looked_at, done
      FROM challenge_run
      """;

  static final String HOLD = COLUMNS + " WHERE id = ?1 AND state = 'RUNNING' FOR UPDATE";

  @PersistenceContext(unitName = "scepter")
  private EntityManager entities;

  /** A challenge that an order may mean, locked until the transaction ends. */
  public record Candidate(String id, String device, String profile) {}

  public void add(BulkRun run) {
    BulkOrder order = run.order();
    update(
        ADD,
        run.id(),
        order.act().name(),
        run.state().name(),
        order.profile().orElse(""),
        order.collection().orElse(""),
        order.states().stream().map(Enum::name).sorted().collect(Collectors.joining(",")),
        order.lifetime().toSeconds(),
        order.why(),
        run.startedBy(),
        run.startedAt().toEpochMilli(),
        run.changedAt().toEpochMilli(),
        run.afterId(),
        run.total(),
        run.lookedAt(),
        run.done());
  }

  public void progress(BulkRun run) {
    update(
        PROGRESS,
        run.afterId(),
        run.lookedAt(),
        run.done(),
        run.changedAt().toEpochMilli(),
        run.state().name(),
        run.id());
  }

  public boolean cancel(String id, Instant now) {
    return update(CANCEL, now.toEpochMilli(), id) == 1;
  }

  public Optional<BulkRun> find(String id) {
    return runs(query(COLUMNS + " WHERE id = ?1", id)).stream().findFirst();
  }

  /** A run that has not ended, which nobody cancels or works off until the transaction ends. */
  public Optional<BulkRun> hold(String id) {
    return runs(query(HOLD, id)).stream().findFirst();
  }

  /** Oldest first. */
  @Transactional
  public List<BulkRun> running(int limit) {
    return runs(
        query(COLUMNS + " WHERE state = 'RUNNING' ORDER BY started_at, id").setMaxResults(limit));
  }

  public List<BulkRun> newest(int limit) {
    return runs(query(COLUMNS + " ORDER BY started_at DESC, id").setMaxResults(limit));
  }

  private static List<BulkRun> runs(Query query) {
    List<?> rows = query.getResultList();
    return rows.stream().map(Object[].class::cast).map(BulkRunStore::run).toList();
  }

  private static BulkRun run(Object[] row) {
    BulkOrder order =
        new BulkOrder(
            BulkAct.valueOf((String) row[1]),
            named(row[3]),
            named(row[4]),
            Arrays.stream(((String) row[5]).split(","))
                .map(ChallengeState::valueOf)
                .collect(Collectors.toSet()),
            Duration.ofSeconds(number(row[6])),
            (String) row[7]);
    return new BulkRun(
        (String) row[0],
        order,
        BulkRun.State.valueOf((String) row[2]),
        (String) row[8],
        Instant.ofEpochMilli(number(row[9])),
        Instant.ofEpochMilli(number(row[10])),
        (String) row[11],
        number(row[12]),
        number(row[13]),
        number(row[14]));
  }

  private static Optional<String> named(Object column) {
    return Optional.of((String) column).filter(text -> !text.isEmpty());
  }

  private static long number(Object column) {
    return ((Number) column).longValue();
  }

  /** How many challenges fit the order, in whatever collection their devices are. */
  public long count(BulkOrder order, Instant now) {
    Object[] values = values(order, now);
    return number(query("SELECT COUNT(*) FROM challenge" + where(order), values).getSingleResult());
  }

  /**
   * The next challenges that fit the order, by id. Those that somebody is at work on are left out:
   * waiting for them while holding others could end in a deadlock, and they are in use anyway.
   */
  public List<Candidate> candidates(BulkOrder order, String afterId, Instant now, int limit) {
    List<Object> values = new ArrayList<>(List.of(values(order, now)));
    values.add(afterId);
    List<?> rows =
        query(candidatesSql(order, values.size(), limit), values.toArray()).getResultList();
    return rows.stream()
        .map(Object[].class::cast)
        .map(row -> new Candidate((String) row[0], (String) row[1], (String) row[2]))
        .toList();
  }

  static String candidatesSql(BulkOrder order, int lastParameter, int limit) {
    return "SELECT id, device, profile FROM challenge"
        + where(order)
        + " AND id > ?"
        + lastParameter
        + " ORDER BY id LIMIT "
        + limit
        + " FOR UPDATE SKIP LOCKED";
  }

  private static Object[] values(BulkOrder order, Instant now) {
    List<Object> values = new ArrayList<>();
    order.profile().ifPresent(values::add);
    order.states().stream()
        .sorted()
        .filter(BulkRunStore::isTimed)
        .forEach(any -> values.add(now.toEpochMilli()));
    return values.toArray();
  }

  private static boolean isTimed(ChallengeState state) {
    return state == ChallengeState.ISSUED || state == ChallengeState.EXPIRED;
  }

  // An unused challenge whose life is over is kept as ISSUED.
  static String where(BulkOrder order) {
    int parameter = 0;
    StringBuilder where = new StringBuilder(" WHERE ");
    if (order.profile().isPresent()) {
      parameter++;
      where.append("profile = ?").append(parameter).append(" AND ");
    }
    List<String> states = new ArrayList<>();
    for (ChallengeState state : order.states().stream().sorted().toList()) {
      if (isTimed(state)) {
        parameter++;
        String when = state == ChallengeState.ISSUED ? " > ?" : " <= ?";
        states.add("state = 'ISSUED' AND expires_at" + when + parameter);
      } else {
        states.add("state = '" + state.name() + "'");
      }
    }
    return where.append('(').append(String.join(" OR ", states)).append(')').toString();
  }

  public int reissue(List<String> ids, Instant expiresAt, Instant now) {
    return update(
        reissueSql(ids.size()), values(ids, expiresAt.toEpochMilli(), now.toEpochMilli()));
  }

  static String reissueSql(int ids) {
    return "UPDATE challenge SET expires_at = ?1, changed_at = ?2 WHERE id IN ("
        + places(3, ids)
        + ")";
  }

  public int revoke(List<String> ids, Revocation revocation, Instant now) {
    return update(
        revokeSql(ids.size()),
        values(ids, now.toEpochMilli(), revocation.cause().name(), revocation.why()));
  }

  static String revokeSql(int ids) {
    return "UPDATE challenge SET state = 'REVOKED', live_slot = NULL, changed_at = ?1,"
        + " revocation_cause = ?2, revocation_why = ?3 WHERE id IN ("
        + places(4, ids)
        + ")";
  }

  // A list as one parameter is not for native statements in both servers' JPA.
  private static String places(int first, int count) {
    return IntStream.range(first, first + count)
        .mapToObj(number -> "?" + number)
        .collect(Collectors.joining(", "));
  }

  private static Object[] values(List<String> ids, Object... first) {
    List<Object> values = new ArrayList<>(List.of(first));
    values.addAll(ids);
    return values.toArray();
  }

  private Query query(String sql, Object... values) {
    Query query = entities.createNativeQuery(sql);
    for (int i = 0; i < values.length; i++) {
      query.setParameter(i + 1, values[i]);
    }
    return query;
  }

  private int update(String sql, Object... values) {
    return query(sql, values).executeUpdate();
  }
}
