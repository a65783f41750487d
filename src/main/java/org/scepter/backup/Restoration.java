package org.scepter.backup;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * That a database was put back.
 *
 * @param id 32 hex digits
 * @param takenAt as when it is
 * @param restoredAt when it was put back
 */
public record Restoration(String id, Instant takenAt, Instant restoredAt) {
  public Restoration {
    Objects.requireNonNull(id);
    Objects.requireNonNull(takenAt);
    Objects.requireNonNull(restoredAt);
  }

  /** The hours of which nothing is known. */
  Duration unknown() {
    return Duration.between(takenAt, restoredAt);
  }

  /** What an operator has to know of it, in one line. */
  public String line() {
    return "restored at "
        + restoredAt.truncatedTo(ChronoUnit.SECONDS)
        + " from a backup of "
        + takenAt.truncatedTo(ChronoUnit.SECONDS)
        + ": what certificates were issued and revoked in between is not known here";
  }
}
