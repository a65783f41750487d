package org.scepter.registrationpoint.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.scepter.enrolment.EndpointName;
import org.scepter.pki.Sha256;
import org.scepter.pki.SubjectAltName;
import org.scepter.registrationpoint.ChallengeFilter;
import org.scepter.registrationpoint.ChallengeId;
import org.scepter.registrationpoint.ChallengeState;
import org.scepter.registrationpoint.ChallengeView;
import org.scepter.registrationpoint.Expectation;
import org.scepter.registrationpoint.Revocation;

/**
 * Challenges by MAC. Every change of state is one conditional UPDATE; its row count says whether it
 * happened. All methods want a transaction.
 */
@ApplicationScoped
public class ChallengeStore {
  // Two check-ins of one device at the same moment: the second ends the first one's challenge.
  private static final int REPLACE_ATTEMPTS = 8;

  static final String WAITS_UNTIL =
      """
      SELECT MAX(COALESCE(w.decided_at, w.expires_at)) FROM waiting_request w
        JOIN enrolment e ON e.id = w.enrolment_id
      WHERE e.challenge_id = ?1
      """;

  /** Never one whose request may still be decided, or was decided since. */
  static final String DELETE =
      """
      DELETE FROM challenge WHERE id IN (
        SELECT c.id FROM challenge c WHERE c.changed_at < ?1 AND c.expires_at < ?2
          AND NOT EXISTS (SELECT 1 FROM enrolment e
            JOIN waiting_request w ON w.enrolment_id = e.id
            WHERE e.challenge_id = c.id AND COALESCE(w.decided_at, w.expires_at) >= ?3)
        ORDER BY c.changed_at LIMIT ?4)
      """;

  @PersistenceContext(unitName = "scepter")
  EntityManager entities;

  /** Ends the unused challenges of the same device and profile and records this one. */
  public void replaceLive(ChallengeView challenge, Sha256 mac) {
    for (int attempt = 0; attempt < REPLACE_ATTEMPTS; attempt++) {
      supersede(challenge);
      if (insert(challenge, mac, liveSlot(challenge.expectation())) == 1) {
        return;
      }
    }
    throw new IllegalStateException("a device's check-ins keep replacing each other's challenge");
  }

  private void supersede(ChallengeView by) {
    update(
        """
        UPDATE challenge SET state = 'REVOKED', live_slot = NULL, changed_at = ?1,
          revocation_cause = 'SUPERSEDED', revocation_why = ?2
        WHERE device = ?3 AND profile = ?4 AND state = 'ISSUED'
        """,
        by.issuedAt().toEpochMilli(),
        "replaced by " + by.id(),
        by.expectation().device(),
        by.expectation().profile());
  }

  /**
   * Records a challenge that belongs to a key from the first: what to expect became known with the
   * key's own request.
   *
   * @return false if there is one with this MAC
   */
  public boolean recordBound(ChallengeView challenge, Sha256 mac, Sha256 key, Instant now) {
    return insert(challenge, mac, challenge.id().hex()) == 1 && bind(challenge.id(), key, now);
  }

  private int insert(ChallengeView challenge, Sha256 mac, String slot) {
    Expectation expected = challenge.expectation();
    return update(
        """
        INSERT INTO challenge (id, mac, live_slot, state, endpoint, device, profile, template,
          template_version, subject, subject_alt_names, security_identifier, key_usage,
          extended_key_usages, key_algorithm, minimum_key_bits, validity, issued_at, expires_at,
          changed_at, approval, retry_seconds)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18,
          ?19, ?20, ?21, ?22)
        ON CONFLICT DO NOTHING
        """,
        challenge.id().hex(),
        mac.hex(),
        slot,
        challenge.state().name(),
        expected.endpoint().value(),
        expected.device(),
        expected.profile(),
        expected.template().value(),
        expected.templateVersion(),
        expected.subject().der().bytes(),
        ChallengeEntity.Lines.write(
            expected.subjectAltNames().stream().map(SubjectAltName::text).toList()),
        expected.securityIdentifier().orElse(""),
        expected.keyUsage().bits(),
        ChallengeEntity.Lines.write(expected.extendedKeyUsages()),
        expected.keyAlgorithm().name(),
        expected.minimumKeyBits(),
        expected.validity().toString(),
        challenge.issuedAt().toEpochMilli(),
        challenge.expiresAt().toEpochMilli(),
        challenge.changedAt().toEpochMilli(),
        expected.approval(),
        expected.retryDelay().toSeconds());
  }

  private static String liveSlot(Expectation expected) {
    String names = expected.device() + "\0" + expected.profile();
    return Sha256.of(names.getBytes(StandardCharsets.UTF_8)).hex();
  }

  public Optional<ChallengeView> byMac(EndpointName endpoint, Sha256 mac) {
    return read(
        entities
            .createQuery(
                "SELECT c FROM ChallengeEntity c WHERE c.mac = :mac AND c.endpoint = :endpoint",
                ChallengeEntity.class)
            .setParameter("mac", mac.hex())
            .setParameter("endpoint", endpoint.value()));
  }

  public Optional<ChallengeView> byId(ChallengeId id) {
    return read(
        entities
            .createQuery("SELECT c FROM ChallengeEntity c WHERE c.id = :id", ChallengeEntity.class)
            .setParameter("id", id.hex()));
  }

  private Optional<ChallengeView> read(TypedQuery<ChallengeEntity> query) {
    return views(query).stream().findFirst();
  }

  // Detached at once: statements change rows behind the entity manager's back.
  private List<ChallengeView> views(TypedQuery<ChallengeEntity> query) {
    return query.getResultList().stream()
        .map(
            entity -> {
              entities.detach(entity);
              return entity.toView();
            })
        .toList();
  }

  /** Newest first. */
  public List<ChallengeView> list(ChallengeFilter filter, int limit, Instant now) {
    StringBuilder where = new StringBuilder("SELECT c FROM ChallengeEntity c WHERE 1 = 1");
    filter.device().ifPresent(any -> where.append(" AND c.device = :device"));
    filter.profile().ifPresent(any -> where.append(" AND c.profile = :profile"));
    filter.state().ifPresent(state -> where.append(" AND ").append(condition(state)));
    if (filter.contested()) {
      where.append(" AND c.contestedAt IS NOT NULL");
    }
    Optional<ChallengeView> after = filter.after().flatMap(this::byId);
    after.ifPresent(
        any -> where.append(" AND (c.issuedAt < :at OR c.issuedAt = :at AND c.id < :id)"));
    TypedQuery<ChallengeEntity> query =
        entities.createQuery(
            where.append(" ORDER BY c.issuedAt DESC, c.id DESC").toString(), ChallengeEntity.class);
    filter.device().ifPresent(device -> query.setParameter("device", device));
    filter.profile().ifPresent(profile -> query.setParameter("profile", profile));
    filter.state().ifPresent(state -> parameters(query, state, now));
    after.ifPresent(
        last -> query.setParameter("at", last.issuedAt()).setParameter("id", last.id().hex()));
    return views(query.setMaxResults(limit));
  }

  // An unused challenge whose life is over is kept as ISSUED.
  private static String condition(ChallengeState state) {
    return switch (state) {
      case ISSUED -> "c.state = :state AND c.expiresAt > :now";
      case EXPIRED -> "c.state = :state AND c.expiresAt <= :now";
      case BOUND, CONSUMED, REVOKED -> "c.state = :state";
    };
  }

  private static void parameters(
      TypedQuery<ChallengeEntity> query, ChallengeState state, Instant now) {
    boolean timed = state == ChallengeState.ISSUED || state == ChallengeState.EXPIRED;
    query.setParameter("state", timed ? ChallengeState.ISSUED : state);
    if (timed) {
      query.setParameter("now", now);
    }
  }

  /** Gives the challenge to the key, if nobody has it and its life is not over. */
  public boolean bind(ChallengeId id, Sha256 key, Instant now) {
    return update(
            """
            UPDATE challenge SET state = 'BOUND', live_slot = NULL, bound_key = ?1, bound_at = ?2,
              changed_at = ?2
            WHERE id = ?3 AND state = 'ISSUED' AND expires_at > ?2
            """,
            key.hex(),
            now.toEpochMilli(),
            id.hex())
        == 1;
  }

  /**
   * Ends the challenge by the certificate that came of it. One that an operator has freed from the
   * key meanwhile ends as well, unless another key has it by now.
   */
  public boolean consume(ChallengeId id, Sha256 key, Instant now) {
    return update(
            """
            UPDATE challenge SET state = 'CONSUMED', live_slot = NULL, changed_at = ?1,
              bound_key = ?2, bound_at = COALESCE(bound_at, ?1)
            WHERE id = ?3 AND (state = 'ISSUED' OR state = 'BOUND' AND bound_key = ?2)
            """,
            now.toEpochMilli(),
            key.hex(),
            id.hex())
        == 1;
  }

  public boolean revoke(ChallengeId id, Revocation revocation, Instant now) {
    return update(
            """
            UPDATE challenge SET state = 'REVOKED', live_slot = NULL, changed_at = ?1,
              revocation_cause = ?2, revocation_why = ?3
            WHERE id = ?4 AND state IN ('ISSUED', 'BOUND')
            """,
            now.toEpochMilli(),
            revocation.cause().name(),
            revocation.why(),
            id.hex())
        == 1;
  }

  public int revokeUnused(String device, String profile, Revocation revocation, Instant now) {
    return update(
        """
        UPDATE challenge SET state = 'REVOKED', live_slot = NULL, changed_at = ?1,
          revocation_cause = ?2, revocation_why = ?3
        WHERE device = ?4 AND profile = ?5 AND state IN ('ISSUED', 'BOUND')
        """,
        now.toEpochMilli(),
        revocation.cause().name(),
        revocation.why(),
        device,
        profile);
  }

  public boolean free(ChallengeId id, Instant now) {
    return update(
            """
            UPDATE challenge SET state = 'ISSUED', bound_key = NULL, bound_at = NULL,
              changed_at = ?1
            WHERE id = ?2 AND state = 'BOUND' AND expires_at > ?1
              AND NOT EXISTS (SELECT 1 FROM renewal r WHERE r.challenge_id = challenge.id)
            """,
            now.toEpochMilli(),
            id.hex())
        == 1;
  }

  /**
   * When an operator decided about a request that brought the challenge, or until when one may;
   * empty if none waits or waited.
   */
  public Optional<Instant> waitsUntil(ChallengeId id) {
    Number until =
        (Number)
            entities.createNativeQuery(WAITS_UNTIL).setParameter(1, id.hex()).getSingleResult();
    return Optional.ofNullable(until).map(Number::longValue).map(Instant::ofEpochMilli);
  }

  /** Deletes what has neither changed, been usable nor been waited with since {@code before}. */
  public int delete(Instant before, int limit) {
    long at = before.toEpochMilli();
    return update(DELETE, at, at, at, limit);
  }

  private int update(String statement, Object... values) {
    Query query = entities.createNativeQuery(statement);
    for (int i = 0; i < values.length; i++) {
      query.setParameter(i + 1, values[i]);
    }
    return query.executeUpdate();
  }
}
