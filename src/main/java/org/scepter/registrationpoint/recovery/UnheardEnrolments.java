package org.scepter.registrationpoint.recovery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.scepter.enrolment.EnrolmentId;

/** The enrolments of which nothing was heard. */
public interface UnheardEnrolments {
  /**
   * Those unheard of since a time from {@code from} on and before {@code until}, oldest first.
   *
   * @param after behind which one to start, in this order
   */
  List<Unheard> find(Instant from, Instant until, Optional<Unheard> after, int limit);

  /** Leaves one alone from now on: what the CA issued for it was refused here. */
  void giveUp(EnrolmentId id, Instant now);
}
