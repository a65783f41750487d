package org.scepter.registrationpoint.password.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.scepter.enrolment.EndpointName;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.Sha256;
import org.scepter.pki.SubjectName;
import org.scepter.pki.UnreadableException;
import org.scepter.registrationpoint.ChallengeId;
import org.scepter.registrationpoint.password.OneTimePassword;

/** One-time passwords by MAC. All methods want a transaction. */
@ApplicationScoped
public class OneTimePasswordStore {
  // By their age an index finds them; no setting lets a request wait longer.
  private static final Duration LONGEST_WAIT = Duration.ofDays(30);

  static final String OPEN_CACHE =
      "INSERT INTO password_cache (endpoint, issued) VALUES (?1, 0) ON CONFLICT DO NOTHING";

  /** Whoever has changed the row has it alone until the transaction ends. */
  static final String LOCK_CACHE =
      "UPDATE password_cache SET issued = issued + 1 WHERE endpoint = ?1";

  static final String COUNT =
      """
      SELECT COUNT(*) FROM one_time_password
      WHERE endpoint = ?1 AND expires_at > ?2 AND bound_key IS NULL
      """;
  static final String INSERT =
      """
      INSERT INTO one_time_password (id, mac, endpoint, key_usage, subject, issued_at, expires_at)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
      """;
  static final String FIND =
      """
      SELECT id, key_usage, subject, issued_at, expires_at, bound_key FROM one_time_password
      WHERE mac = ?1 AND endpoint = ?2
      """;
  static final String TAKE =
      """
      UPDATE one_time_password SET bound_key = ?1, bound_at = ?2
      WHERE id = ?3 AND bound_key IS NULL AND expires_at > ?4
      """;
  static final String DELETE =
      """
      DELETE FROM one_time_password WHERE id IN (
        SELECT id FROM one_time_password WHERE expires_at < ?1 ORDER BY expires_at LIMIT ?2)
      """;

  /** Those whose requester had to show nothing: any number of strangers could fill the database. */
  static final String COUNT_WAITING =
      """
      SELECT COUNT(*) FROM (
        SELECT w.enrolment_id FROM waiting_request w JOIN enrolment e ON e.id = w.enrolment_id
        WHERE w.created_at > ?1 AND w.expires_at > ?2 AND w.state = 'WAITING'
          AND e.endpoint = ?3 LIMIT ?4) AS waiting
      """;

  @PersistenceContext(unitName = "scepter")
  EntityManager entities;

  /**
   * Records a password unless {@code most} unused ones live at the endpoint already.
   *
   * @return whether there was room
   */
  public boolean add(EndpointName endpoint, OneTimePassword password, Sha256 mac, int most) {
    update(OPEN_CACHE, endpoint.value());
    update(LOCK_CACHE, endpoint.value());
    Number unused =
        (Number)
            query(COUNT, endpoint.value(), password.issuedAt().toEpochMilli()).getSingleResult();
    if (unused.longValue() >= most) {
      return false;
    }
    update(
        INSERT,
        password.id().hex(),
        mac.hex(),
        endpoint.value(),
        password.scope().keyUsage().map(KeyUsageMask::bits).orElse(0),
        password.scope().subject().map(SubjectName::text).orElse(""),
        password.issuedAt().toEpochMilli(),
        password.expiresAt().toEpochMilli());
    return true;
  }

  public Optional<OneTimePassword> byMac(EndpointName endpoint, Sha256 mac) {
    List<?> rows = query(FIND, mac.hex(), endpoint.value()).getResultList();
    return rows.stream().map(row -> password((Object[]) row)).findFirst();
  }

  private static OneTimePassword password(Object[] row) {
    int usage = ((Number) row[1]).intValue();
    String subject = (String) row[2];
    return new OneTimePassword(
        new ChallengeId((String) row[0]),
        new OneTimePassword.Scope(
            usage == 0 ? Optional.empty() : Optional.of(KeyUsageMask.of(usage)),
            subject.isEmpty() ? Optional.empty() : Optional.of(name(subject))),
        Instant.ofEpochMilli(((Number) row[3]).longValue()),
        Instant.ofEpochMilli(((Number) row[4]).longValue()),
        row[5] != null);
  }

  private static SubjectName name(String subject) {
    try {
      return SubjectName.parse(subject);
    } catch (UnreadableException e) {
      throw new IllegalStateException("a password is for an unreadable subject", e);
    }
  }

  /** Gives the password to the key, if no key has it and its life is not over. */
  public boolean take(ChallengeId id, Sha256 key, Instant now) {
    return update(TAKE, key.hex(), now.toEpochMilli(), id.hex(), now.toEpochMilli()) == 1;
  }

  /** Whether fewer than {@code most} requests wait for an operator at the endpoint. */
  public boolean hasRoomToWait(EndpointName endpoint, int most, Instant now) {
    Number waiting =
        (Number)
            query(
                    COUNT_WAITING,
                    now.minus(LONGEST_WAIT).toEpochMilli(),
                    now.toEpochMilli(),
                    endpoint.value(),
                    most)
                .getSingleResult();
    return waiting.longValue() < most;
  }

  /** Deletes what could be used until {@code before}. */
  public int delete(Instant before, int limit) {
    return update(DELETE, before.toEpochMilli(), limit);
  }

  private int update(String statement, Object... values) {
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
