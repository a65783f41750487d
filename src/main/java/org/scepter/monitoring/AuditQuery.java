package org.scepter.monitoring;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.scepter.platform.Happening;

/**
 * Which entries are asked for; all conditions hold together.
 *
 * @param after only entries behind this one
 * @param action exactly this action
 * @param object exactly this object
 * @param outcome exactly this outcome
 * @param since not before
 * @param until before
 */
public record AuditQuery(
    long after,
    Optional<String> action,
    Optional<String> object,
    Optional<Happening.Outcome> outcome,
    Optional<Instant> since,
    Optional<Instant> until) {
  public AuditQuery {
    Objects.requireNonNull(action);
    Objects.requireNonNull(object);
    Objects.requireNonNull(outcome);
    Objects.requireNonNull(since);
    Objects.requireNonNull(until);
  }

  AuditQuery behind(long id) {
    return new AuditQuery(id, action, object, outcome, since, until);
  }
}
