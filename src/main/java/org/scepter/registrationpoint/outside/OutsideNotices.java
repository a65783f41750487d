package org.scepter.registrationpoint.outside;

import java.time.Instant;
import java.util.Optional;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.enrolment.Refused;

/**
 * What authorities outside have said to certificates of which they were told. Wants a transaction.
 */
public interface OutsideNotices {
  /** How a certificate's notice was taken: agreed to, or refused. */
  record Taken(Optional<Refused> refusal) {}

  /** Empty if it was not told, or gave no answer. */
  Optional<Taken> find(EnrolmentId id);

  /** Keeps an answer; the first one stands. */
  void keep(EnrolmentId id, Taken taken, Instant now);
}
