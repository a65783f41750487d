package org.scepter.enrolment;

import java.util.Objects;
import org.scepter.pki.TransactionId;

/**
 * What became of an authorised enrolment, for the registration point (Microsoft's Notify).
 *
 * @param id the enrolment
 * @param endpoint where the device asked
 * @param transaction the device's transactionID
 * @param issuance what the CA answered
 */
public record Outcome(
    EnrolmentId id, EndpointName endpoint, TransactionId transaction, Issuance issuance) {
  public Outcome {
    Objects.requireNonNull(id);
    Objects.requireNonNull(endpoint);
    Objects.requireNonNull(transaction);
    Objects.requireNonNull(issuance);
  }
}
