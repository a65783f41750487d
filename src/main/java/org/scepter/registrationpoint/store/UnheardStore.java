package org.scepter.registrationpoint.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.pki.TransactionId;
import org.scepter.registrationpoint.recovery.Unheard;
import org.scepter.registrationpoint.recovery.UnheardEnrolments;

/** Finds the enrolments of which nothing was heard, in the order of their last change. */
@ApplicationScoped
public class UnheardStore implements UnheardEnrolments {
  private static final String SELECT =
      "SELECT e FROM EnrolmentEntity e WHERE e.lastOutcome IN ('AUTHORISED', 'UNREACHABLE')"
          + " AND e.changedAt >= :from AND e.changedAt < :until";

  @PersistenceContext(unitName = "scepter")
  EntityManager entities;

  private final EnrolmentStore enrolments;

  UnheardStore() {
    this.enrolments = null;
  }

  @Inject
  public UnheardStore(EnrolmentStore enrolments) {
    this.enrolments = enrolments;
  }

  @Override
  @Transactional
  public List<Unheard> find(Instant from, Instant until, Optional<Unheard> after, int limit) {
    String rest =
        after.isPresent() ? " AND (e.changedAt > :at OR e.changedAt = :at AND e.id > :id)" : "";
    TypedQuery<EnrolmentEntity> query =
        entities
            .createQuery(SELECT + rest + " ORDER BY e.changedAt, e.id", EnrolmentEntity.class)
            .setParameter("from", from)
            .setParameter("until", until);
    after.ifPresent(
        last -> query.setParameter("at", last.since()).setParameter("id", last.id().hex()));
    return query.setMaxResults(limit).getResultList().stream().flatMap(this::unheard).toList();
  }

  private Stream<Unheard> unheard(EnrolmentEntity entity) {
    EnrolmentId id = new EnrolmentId(entity.id);
    List<TransactionId> transactions = enrolments.transactions(id);
    return transactions.isEmpty()
        ? Stream.empty()
        : Stream.of(
            new Unheard(
                id,
                new EndpointName(entity.endpoint),
                transactions.get(transactions.size() - 1),
                entity.changedAt));
  }

  @Override
  @Transactional
  public void giveUp(EnrolmentId id, Instant now) {
    enrolments.answered(id, "MISFIT", now);
  }
}
