package org.scepter.registrationpoint.bulk;

import java.time.Instant;
import java.util.Objects;
import org.scepter.platform.Happening;

/**
 * How far an order is.
 *
 * @param startedBy the person who gave it
 * @param afterId the last challenge that was looked at, empty at the beginning
 * @param total how many there were to look at when it was given
 * @param lookedAt how many were looked at
 * @param done to how many it was done; fewer where somebody was faster or the device is in no such
 *     collection
 */
public record BulkRun(
    String id,
    BulkOrder order,
    State state,
    String startedBy,
    Instant startedAt,
    Instant changedAt,
    String afterId,
    long total,
    long lookedAt,
    long done) {
  /** Where it stands. */
  public enum State {
    RUNNING,
    DONE,
    CANCELLED
  }

  public BulkRun {
    Objects.requireNonNull(id);
    Objects.requireNonNull(order);
    Objects.requireNonNull(state);
    Objects.requireNonNull(startedBy);
    Objects.requireNonNull(startedAt);
    Objects.requireNonNull(changedAt);
    Objects.requireNonNull(afterId);
  }

  /** The same behind one more batch. */
  BulkRun after(String lastId, int looked, int acted, boolean isLast, Instant now) {
    return new BulkRun(
        id,
        order,
        isLast ? State.DONE : State.RUNNING,
        startedBy,
        startedAt,
        now,
        lastId,
        total,
        lookedAt + looked,
        done + acted);
  }

  /** How far it is, in words. */
  String progress() {
    return done + " of " + lookedAt + " looked at";
  }

  /** What the audit says of it. */
  Happening happening(String action, String detail) {
    String object =
        "challenges:"
            + order.profile().map(profile -> " profile " + profile).orElse("")
            + order.collection().map(name -> " collection " + name).orElse("");
    return new Happening(
        "challenge-run." + action, object, Happening.Outcome.DONE, order.act() + " " + detail, id);
  }
}
