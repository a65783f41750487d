package org.scepter.diagnostics;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** What was found when all was looked at. */
public record CheckReport(Instant at, List<Finding> findings) {
  public CheckReport {
    Objects.requireNonNull(at);
    findings = List.copyOf(findings);
  }

  /** Looks at everything; a check that breaks is a finding, and the others go on. */
  public static CheckReport of(List<Check> checks, Instant at) {
    return new CheckReport(at, checks.stream().flatMap(each -> found(each).stream()).toList());
  }

  private static List<Finding> found(Check check) {
    try {
      return check.look();
    } catch (RuntimeException e) {
      return List.of(
          Finding.fail(
              "check",
              check.getClass().getSimpleName() + " could not look: " + e,
              "see the server's log and tell the makers of Scepter"));
    }
  }

  public Finding.Level worst() {
    return findings.stream()
        .map(Finding::level)
        .max(Comparator.naturalOrder())
        .orElse(Finding.Level.OK);
  }

  public long count(Finding.Level level) {
    return findings.stream().filter(each -> each.level() == level).count();
  }

  /** A line for each finding. */
  public String text() {
    return findings.stream().map(each -> each.line() + "\n").collect(Collectors.joining());
  }
}
