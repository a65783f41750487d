package org.scepter.monitoring;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.scepter.platform.Happening;
import org.scepter.platform.Retained;

/**
 * Deletes what has reached its age, in batches, as long as this node holds the lease. Trouble with
 * one kind leaves the others alone; what one run does not manage is left to the next.
 */
final class RetentionRun {
  /** Short enough that no request waits for a batch's locks. */
  static final int BATCH = 500;

  /** Bounds one run to half a million rows of each kind. */
  static final int MAX_BATCHES = 1000;

  private static final Logger LOG = System.getLogger(RetentionRun.class.getName());

  /** Deletes one batch in a transaction of its own. */
  interface Batch {
    int delete(Retained kind, Instant before, int limit);
  }

  private final BooleanSupplier lease;
  private final Batch batch;
  private final Consumer<Happening> happenings;
  private final Clock clock;

  /**
   * @param lease takes or extends the lease and says whether this node has it
   */
  RetentionRun(BooleanSupplier lease, Batch batch, Consumer<Happening> happenings, Clock clock) {
    this.lease = lease;
    this.batch = batch;
    this.happenings = happenings;
    this.clock = clock;
  }

  /**
   * @return whether this node had the lease to the end
   */
  boolean run(Map<Retained, RetentionAge> kinds) {
    Instant now = clock.instant();
    for (Map.Entry<Retained, RetentionAge> kind : kinds.entrySet()) {
      Optional<Instant> before = kind.getValue().limit(now);
      if (before.isPresent() && !delete(kind.getKey(), before.get())) {
        return false;
      }
    }
    return true;
  }

  private boolean delete(Retained kind, Instant before) {
    long deleted = 0;
    boolean hasLease = true;
    try {
      int last = BATCH;
      for (int i = 0; i < MAX_BATCHES && last == BATCH; i++) {
        hasLease = lease.getAsBoolean();
        if (!hasLease) {
          break;
        }
        last = batch.delete(kind, before, BATCH);
        deleted += last;
      }
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "retention of " + kind.kind() + " failed", e);
      tell(kind, Happening.Outcome.FAILED, "after " + deleted + " rows: " + e);
      return true;
    }
    if (deleted > 0) {
      LOG.log(Level.INFO, "retention: " + deleted + " of " + kind.kind() + " before " + before);
      tell(kind, Happening.Outcome.DONE, deleted + " rows before " + before);
    }
    return hasLease;
  }

  private void tell(Retained kind, Happening.Outcome outcome, String reason) {
    happenings.accept(
        new Happening("retention.delete", "kind:" + kind.kind(), outcome, reason, ""));
  }
}
