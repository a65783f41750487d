package org.scepter.enrolment;

import java.util.Objects;
import java.util.Optional;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.ContentEncryptionKey;
import org.scepter.pki.Der;
import org.scepter.pki.Thumbprint;
import org.scepter.pki.TransactionId;

/**
 * A device's opened request at an endpoint.
 *
 * @param message the pkiMessage as it came, still sealed; empty for a request by EST
 * @param contentKey opens {@code message} for the registration point, which verifies by itself who
 *     signed it; there whenever a certificate signed the message and not just the requested key
 * @param issuingCa the CA under whose RA the device asked; empty for the current one
 * @param arrival how it came to NDES
 */
public record EnrolmentRequest(
    EndpointName endpoint,
    TemplateMap templates,
    TransactionId transaction,
    CertificationRequest request,
    Optional<Der> message,
    Optional<ContentEncryptionKey> contentKey,
    Optional<Thumbprint> issuingCa,
    Arrival arrival) {
  public EnrolmentRequest {
    Objects.requireNonNull(endpoint);
    Objects.requireNonNull(templates);
    Objects.requireNonNull(transaction);
    Objects.requireNonNull(request);
    Objects.requireNonNull(message);
    Objects.requireNonNull(contentKey);
    Objects.requireNonNull(issuingCa);
    Objects.requireNonNull(arrival);
  }
}
