package org.scepter.diagnostics.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.scepter.backup.Restoration;
import org.scepter.backup.Restorations;
import org.scepter.diagnostics.Check;
import org.scepter.diagnostics.Finding;
import org.scepter.diagnostics.outside.Clocks;
import org.scepter.diagnostics.server.store.DatabaseClock;
import org.scepter.platform.PlatformSettings;

/**
 * Whether the database answers and what time it has, with which all servers on it compare, and
 * whether it was put back from a backup.
 */
@ApplicationScoped
public class DatabaseCheck implements Check {
  private static final Duration TOLD = Duration.ofDays(30);

  private final PlatformSettings platform;
  private final DatabaseClock database;
  private final Restorations restorations;
  private final Clock clock;

  DatabaseCheck() {
    this(null, null, null, null);
  }

  @Inject
  public DatabaseCheck(
      PlatformSettings platform, DatabaseClock database, Restorations restorations, Clock clock) {
    this.platform = platform;
    this.database = database;
    this.restorations = restorations;
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
      Instant answered = clock.instant();
      List<Finding> findings = new ArrayList<>();
      findings.add(Clocks.judge("the database's", ahead(there, asked, answered)));
      restorations.last().ifPresent(last -> findings.add(judge(last, answered)));
      return findings;
    } catch (RuntimeException e) {
      return List.of(
          Finding.fail(
              "database",
              "it does not answer: " + e.getMessage(),
              "start it, and correct its address and password in the server's data source"));
    }
  }

  static Finding judge(Restoration restoration, Instant now) {
    return now.isBefore(restoration.restoredAt().plus(TOLD))
        ? Finding.warn(
            "backup",
            restoration.line(),
            "as deployments/backup says under \"After a restore\"; this ends after "
                + TOLD.toDays()
                + " days")
        : Finding.ok("backup", restoration.line());
  }

  /** What the way there and back leaves open counts as agreement. */
  static Duration ahead(Instant there, Instant asked, Instant answered) {
    if (there.isAfter(answered)) {
      return Duration.between(answered, there);
    }
    return there.isBefore(asked) ? Duration.between(asked, there) : Duration.ZERO;
  }
}
