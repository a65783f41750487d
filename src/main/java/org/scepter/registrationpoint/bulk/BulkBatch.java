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
import org.scepter.platform.Happening;
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
  private final Event<Happening> happenings;

  BulkBatch() {
    this(null, null, null, null);
  }

  @Inject
  public BulkBatch(
      BulkRunStore store,
      Instance<DeviceGroups> groups,
      Event<Rescheduled> rescheduled,
      Event<Happening> happenings) {
    this.store = store;
    this.groups = groups;
    this.rescheduled = rescheduled;
    this.happenings = happenings;
  }

  /** Does the next batch of the run, unless it has ended meanwhile. */
  @Transactional(TxType.REQUIRES_NEW)
  public void next(String run, Instant now) {
    store.hold(run).ifPresent(held -> next(held, now));
  }

  private void next(BulkRun run, Instant now) {
    List<Candidate> found = store.candidates(run.order(), run.afterId(), now, SIZE);
    List<Candidate> meant = meant(run.order(), found);
    int acted = act(run.order(), meant, now);
    String last = found.isEmpty() ? run.afterId() : found.get(found.size() - 1).id();
    BulkRun behind = run.after(last, found.size(), acted, found.size() < SIZE, now);
    store.progress(behind);
    if (behind.state() == BulkRun.State.DONE) {
      happenings.fire(behind.happening("done", behind.progress()));
    }
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
