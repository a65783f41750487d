package org.scepter.registrationpoint.recovery;

import java.time.Instant;
import java.util.Objects;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.pki.TransactionId;

/**
 * An enrolment that was authorised and of which nothing was heard since.
 *
 * @param transaction under which its device asked last
 * @param since when it was authorised, or the CA was found out of reach
 */
public record Unheard(
    EnrolmentId id, EndpointName endpoint, TransactionId transaction, Instant since) {
  public Unheard {
    Objects.requireNonNull(id);
    Objects.requireNonNull(endpoint);
    Objects.requireNonNull(transaction);
    Objects.requireNonNull(since);
  }
}
