package org.scepter.registrationpoint.bulk;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.scepter.registrationpoint.Revocation;
import org.scepter.registrationpoint.store.BulkRunStore;
import org.scepter.registrationpoint.store.BulkRunStore.Candidate;

/** One batch of a run and the note of how far it is, in one transaction. */
@ApplicationScoped
public class BulkBatch {
  /** Short enough that no device waits for its challenge's row. */
  static final int SIZE = 200;

  private final BulkRunStore store;
  private final Instance<DeviceGroups> groups;
  private final Event<Rescheduled> rescheduled;

  BulkBatch() {
    this(null, null, null);
  }

  @Inject
  public BulkBatch(
      BulkRunStore store, Instance<DeviceGroups> groups, Event<Rescheduled> rescheduled) {
    this.store = store;
    this.groups = groups;
    this.rescheduled = rescheduled;
  }

  /** The run behind its next batch. */
  @Transactional(TxType.REQUIRES_NEW)
  public BulkRun next(BulkRun run, Instant now) {
    List<Candidate> found = store.candidates(run.order(), run.afterId(), now, SIZE);
    List<Candidate> meant = meant(run.order(), found);
    int acted = act(run.order(), meant, now);
    String last = found.isEmpty() ? run.afterId() : found.get(found.size() - 1).id();
    BulkRun behind = run.after(last, found.size(), acted, found.size() < SIZE, now);
    // Cancelled meanwhile: what this batch did stays done.
    store.progress(behind);
    return behind;
  }

  private List<Candidate> meant(BulkOrder order, Collection<Candidate> found) {
    if (order.collection().isEmpty() || found.isEmpty()) {
      return List.copyOf(found);
    }
    Set<String> members =
        groups
            .get()
            .membersOf(
                order.collection().get(),
                found.stream().map(Candidate::device).distinct().toList());
    return found.stream().filter(each -> members.contains(each.device())).toList();
  }

  private int act(BulkOrder order, List<Candidate> meant, Instant now) {
    if (meant.isEmpty()) {
      return 0;
    }
    List<String> ids = meant.stream().map(Candidate::id).toList();
    Optional<Instant> end =
        order.act() == BulkAct.REISSUE ? Optional.of(now.plus(order.lifetime())) : Optional.empty();
    int acted =
        end.isPresent()
            ? store.reissue(ids, end.get(), now)
            : store.revoke(ids, new Revocation(Revocation.Cause.OPERATOR, order.why()), now);
    meant.forEach(each -> rescheduled.fire(new Rescheduled(each.device(), each.profile(), end)));
    return acted;
  }
}
