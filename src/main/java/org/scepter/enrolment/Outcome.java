package org.scepter.enrolment;

import java.util.Objects;
import java.util.Optional;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.Der;
import org.scepter.pki.TransactionId;

/**
 * What became of an authorised enrolment, for the registration point (Microsoft's Notify).
 *
 * @param id the enrolment
 * @param endpoint where the device asked
 * @param transaction the device's transactionID
 * @param issuance what the CA answered
 * @param message the device's pkiMessage, still sealed, if the device is told to poll or may have
 *     to be
 * @param request the PKCS#10, if what came of it is reported further
 */
public record Outcome(
    EnrolmentId id,
    EndpointName endpoint,
    TransactionId transaction,
    Issuance issuance,
    Optional<Der> message,
    Optional<CertificationRequest> request) {
  public Outcome {
    Objects.requireNonNull(id);
    Objects.requireNonNull(endpoint);
    Objects.requireNonNull(transaction);
    Objects.requireNonNull(issuance);
    Objects.requireNonNull(message);
    Objects.requireNonNull(request);
  }
}
