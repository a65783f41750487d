package org.scepter.registrationpoint.approval;

import java.util.Objects;
import java.util.Optional;
import org.scepter.enrolment.EnrolmentId;

/**
 * Which waiting requests to list, newest first.
 *
 * @param state only those that stand so now
 * @param after behind which one to start
 */
public record WaitingFilter(Optional<WaitingState> state, Optional<EnrolmentId> after, int limit) {
  public WaitingFilter {
    Objects.requireNonNull(state);
    Objects.requireNonNull(after);
  }
}
