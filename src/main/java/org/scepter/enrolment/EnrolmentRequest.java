package org.scepter.enrolment;

import java.util.Objects;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.Der;
import org.scepter.pki.TransactionId;

/**
 * A device's opened request at an endpoint.
 *
 * @param message the pkiMessage as it came, still sealed
 */
public record EnrolmentRequest(
    EndpointName endpoint,
    TemplateMap templates,
    TransactionId transaction,
    CertificationRequest request,
    Der message) {
  public EnrolmentRequest {
    Objects.requireNonNull(endpoint);
    Objects.requireNonNull(templates);
    Objects.requireNonNull(transaction);
    Objects.requireNonNull(request);
    Objects.requireNonNull(message);
  }
}
