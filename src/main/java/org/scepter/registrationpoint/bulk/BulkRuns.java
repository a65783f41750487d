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
    happened("challenge-run.start", run, run.total() + " to look at: " + order.why());
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
      store.find(id).ifPresent(run -> happened("challenge-run.cancel", run, progress(run)));
    }
    return cancelled;
  }

  /**
   * Does one batch of the oldest run. In a transaction of its own for each batch, so that a killed
   * node loses none.
   *
   * @return whether there is more to do
   */
  boolean step() {
    Optional<BulkRun> oldest = oldest();
    if (oldest.isEmpty()) {
      return false;
    }
    BulkRun run = batch.next(oldest.get(), now());
    if (run.state() == BulkRun.State.DONE) {
      happened("challenge-run.done", run, progress(run));
    }
    return true;
  }

  /** Whether any run is to be worked off. */
  boolean isWork() {
    return oldest().isPresent();
  }

  private Optional<BulkRun> oldest() {
    return store.running(1).stream().findFirst();
  }

  private static String progress(BulkRun run) {
    return run.done() + " of " + run.lookedAt() + " looked at";
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private void happened(String action, BulkRun run, String detail) {
    String object =
        "challenges:"
            + run.order().profile().map(profile -> " profile " + profile).orElse("")
            + run.order().collection().map(name -> " collection " + name).orElse("");
    happenings.fire(
        new Happening(
            action, object, Happening.Outcome.DONE, run.order().act() + " " + detail, run.id()));
  }
}
