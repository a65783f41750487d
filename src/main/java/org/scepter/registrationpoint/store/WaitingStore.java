package org.scepter.registrationpoint.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.registrationpoint.approval.KeptMessage;
import org.scepter.registrationpoint.approval.WaitingFilter;
import org.scepter.registrationpoint.approval.WaitingRequest;
import org.scepter.registrationpoint.approval.WaitingState;

/**
 * Requests that wait, and their messages. Every change is a conditional statement; its row count
 * says whether it happened. All methods want a transaction.
 */
@ApplicationScoped
public class WaitingStore {
  static final String ADD =
      """
      INSERT INTO waiting_request (enrolment_id, state, request_digest, subject, subject_alt_names,
        key_usage, key_algorithm, key_bits, created_at, expires_at, reason)
      VALUES (?1, 'WAITING', ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, '')
      ON CONFLICT DO NOTHING
      """;

  static final String DECIDE =
      """
      UPDATE waiting_request SET state = ?1, decided_at = ?2, reason = ?3
      WHERE enrolment_id = ?4 AND state = 'WAITING' AND expires_at > ?5
      """;

  static final String KEEP =
      """
      INSERT INTO kept_message (enrolment_id, request_digest, message, kept_at, issuing_ca)
      VALUES (?1, ?2, ?3, ?4, ?5)
      ON CONFLICT DO NOTHING
      """;

  static final String REPLACE =
      "UPDATE kept_message SET request_digest = ?1, message = ?2, kept_at = ?3, issuing_ca = ?4"
          + " WHERE enrolment_id = ?5";

  /** Never a message whose request may still be decided, or was decided since. */
  static final String DELETE =
      """
      DELETE FROM kept_message WHERE enrolment_id IN (
        SELECT m.enrolment_id FROM kept_message m WHERE m.kept_at < ?1
          AND NOT EXISTS (SELECT 1 FROM waiting_request w WHERE w.enrolment_id = m.enrolment_id
            AND (w.expires_at >= ?2 OR w.decided_at >= ?3))
        ORDER BY m.kept_at LIMIT ?4)
      """;

  @PersistenceContext(unitName = "scepter")
  EntityManager entities;

  /** Records a waiting request, unless its enrolment has one. */
  public void add(WaitingRequest request) {
    WaitingRequest.Asked asked = request.asked();
    update(
        ADD,
        request.id().hex(),
        asked.request().hex(),
        asked.subject(),
        ChallengeEntity.Lines.write(asked.subjectAltNames()),
        asked.keyUsage().bits(),
        asked.keyAlgorithm().name(),
        asked.keyBits(),
        request.createdAt().toEpochMilli(),
        request.expiresAt().toEpochMilli());
  }

  /** Records an operator's word; false if somebody decided before or the time is over. */
  public boolean decide(EnrolmentId id, WaitingState state, String reason, Instant now) {
    long at = now.toEpochMilli();
    return update(DECIDE, state.name(), at, reason, id.hex(), at) == 1;
  }

  /** Keeps an enrolment's newest message. */
  public void keep(EnrolmentId id, KeptMessage kept, Instant now) {
    String digest = kept.presented().digest().hex();
    byte[] message = kept.message().bytes();
    String ca = IssuingCaColumn.write(kept.presented().issuingCa());
    long at = now.toEpochMilli();
    if (update(REPLACE, digest, message, at, ca, id.hex()) == 0
        && update(KEEP, id.hex(), digest, message, at, ca) == 0) {
      // Two first messages at once: the other one is as good, but its transaction has ended now.
      update(REPLACE, digest, message, at, ca, id.hex());
    }
  }

  public Optional<KeptMessage> message(EnrolmentId id) {
    return entities
        .createQuery(
            "SELECT m FROM KeptMessageEntity m WHERE m.enrolmentId = :id", KeptMessageEntity.class)
        .setParameter("id", id.hex())
        .getResultList()
        .stream()
        .map(
            entity -> {
              entities.detach(entity);
              return entity.toMessage();
            })
        .findFirst();
  }

  public Optional<WaitingRequest> byId(EnrolmentId id) {
    return requests(
            entities
                .createQuery(
                    "SELECT w FROM WaitingEntity w WHERE w.enrolmentId = :id", WaitingEntity.class)
                .setParameter("id", id.hex()))
        .stream()
        .findFirst();
  }

  /** Newest first. */
  public List<WaitingRequest> list(WaitingFilter filter, Instant now, int limit) {
    StringBuilder where = new StringBuilder("SELECT w FROM WaitingEntity w WHERE 1 = 1");
    filter.state().ifPresent(state -> where.append(" AND ").append(condition(state)));
    Optional<WaitingRequest> after = filter.after().flatMap(this::byId);
    after.ifPresent(
        any ->
            where.append(" AND (w.createdAt < :at OR w.createdAt = :at AND w.enrolmentId < :id)"));
    TypedQuery<WaitingEntity> query =
        entities.createQuery(
            where.append(" ORDER BY w.createdAt DESC, w.enrolmentId DESC").toString(),
            WaitingEntity.class);
    filter
        .state()
        .filter(state -> state == WaitingState.WAITING || state == WaitingState.EXPIRED)
        .ifPresent(state -> query.setParameter("now", now));
    after.ifPresent(
        last -> query.setParameter("at", last.createdAt()).setParameter("id", last.id().hex()));
    return requests(query.setMaxResults(limit));
  }

  private static String condition(WaitingState state) {
    String is = "w.state = org.scepter.registrationpoint.approval.WaitingState.";
    return switch (state) {
      case WAITING -> is + "WAITING AND w.expiresAt > :now";
      case EXPIRED -> is + "WAITING AND w.expiresAt <= :now";
      case APPROVED -> is + "APPROVED";
      case DENIED -> is + "DENIED";
    };
  }

  // Detached at once: statements change rows behind the entity manager's back.
  private List<WaitingRequest> requests(TypedQuery<WaitingEntity> query) {
    return query.getResultList().stream()
        .map(
            entity -> {
              entities.detach(entity);
              return entity.toRequest();
            })
        .toList();
  }

  /** Deletes messages that nobody will ask for any more. */
  public int deleteMessages(Instant before, int limit) {
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
