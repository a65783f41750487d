package org.scepter.diagnostics.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.scepter.diagnostics.Check;
import org.scepter.diagnostics.Finding;
import org.scepter.diagnostics.outside.Clocks;
import org.scepter.diagnostics.server.store.DatabaseClock;
import org.scepter.platform.PlatformSettings;

/** Whether the database answers and what time it has; all servers on it compare with that. */
@ApplicationScoped
public class DatabaseClockCheck implements Check {
  private final PlatformSettings platform;
  private final DatabaseClock database;
  private final Clock clock;

  DatabaseClockCheck() {
    this(null, null, null);
  }

  @Inject
  public DatabaseClockCheck(PlatformSettings platform, DatabaseClock database, Clock clock) {
    this.platform = platform;
    this.database = database;
    this.clock = clock;
  }

  @Override
  public List<Finding> look() {
    if (!platform.usesDatabase()) {
      return List.of();
    }
    try {
      Instant asked = clock.instant();
      Instant there = database.now();
      return List.of(Clocks.judge("the database's", ahead(there, asked, clock.instant())));
    } catch (RuntimeException e) {
      return List.of(
          Finding.fail(
              "database",
              "it does not answer: " + e.getMessage(),
              "start it, and correct its address and password in the server's data source"));
    }
  }

  /** What the way there and back leaves open counts as agreement. */
  static Duration ahead(Instant there, Instant asked, Instant answered) {
    if (there.isAfter(answered)) {
      return Duration.between(answered, there);
    }
    return there.isBefore(asked) ? Duration.between(asked, there) : Duration.ZERO;
  }
}
