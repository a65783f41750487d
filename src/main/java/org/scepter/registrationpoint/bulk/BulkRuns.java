package org.scepter.registrationpoint.bulk;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.scepter.platform.Happening;
import org.scepter.registrationpoint.store.BulkRunStore;

/** Takes orders for many challenges and tells how far they are. */
@ApplicationScoped
public class BulkRuns {
  /** Orders that may run at once; each is looked at in turn. */
  static final int MAX_RUNNING = 16;

  private final BulkRunStore store;
  private final BulkBatch batch;
  private final Clock clock;
  private final Event<Happening> happenings;

  BulkRuns() {
    this(null, null, null, null);
  }

  @Inject
  public BulkRuns(BulkRunStore store, BulkBatch batch, Clock clock, Event<Happening> happenings) {
    this.store = store;
    this.batch = batch;
    this.clock = clock;
    this.happenings = happenings;
  }

  /** Takes an order; empty if too many are running. */
  @Transactional
  public Optional<BulkRun> start(BulkOrder order, String startedBy) {
    if (store.running(MAX_RUNNING).size() >= MAX_RUNNING) {
      return Optional.empty();
    }
    Instant now = now();
    BulkRun run =
        new BulkRun(
            UUID.randomUUID().toString().replace("-", ""),
            order,
            BulkRun.State.RUNNING,
            startedBy,
            now,
            now,
            "",
            store.count(order, now),
            0,
            0);
    store.add(run);
    happenings.fire(run.happening("start", run.total() + " to look at: " + order.why()));
    return Optional.of(run);
  }

  @Transactional
  public Optional<BulkRun> find(String id) {
    return store.find(id);
  }

  /** The newest ones, at most {@code limit}. */
  @Transactional
  public List<BulkRun> newest(int limit) {
    return store.newest(limit);
  }

  /** Leaves the rest of a run undone; false if it does not run. */
  @Transactional
  public boolean cancel(String id) {
    boolean cancelled = store.cancel(id, now());
    if (cancelled) {
      store.find(id).ifPresent(run -> happenings.fire(run.happening("cancel", run.progress())));
    }
    return cancelled;
  }

  /** The run that is to be worked off. */
  Optional<BulkRun> oldest() {
    return store.running(1).stream().findFirst();
  }

  /** Does its next batch, in a transaction of its own, so that a killed node loses none. */
  void step(BulkRun run) {
    batch.next(run.id(), now());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
