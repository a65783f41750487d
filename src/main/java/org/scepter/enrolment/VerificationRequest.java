package org.scepter.enrolment;

import java.util.Objects;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.Der;
import org.scepter.pki.TemplateName;
import org.scepter.pki.TransactionId;

/**
 * The question to the registration point.
 *
 * @param endpoint where the device asked
 * @param transaction the device's transactionID
 * @param template what the key usage selects at that endpoint
 * @param request the opened PKCS#10
 * @param message the pkiMessage as it came, still sealed, for requests that have to wait
 */
public record VerificationRequest(
    EndpointName endpoint,
    TransactionId transaction,
    TemplateName template,
    CertificationRequest request,
    Der message) {
  public VerificationRequest {
    Objects.requireNonNull(endpoint);
    Objects.requireNonNull(transaction);
    Objects.requireNonNull(template);
    Objects.requireNonNull(request);
    Objects.requireNonNull(message);
  }
}
