package org.scepter.enrolment;

import java.util.Objects;
import java.util.Optional;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.ContentEncryptionKey;
import org.scepter.pki.Der;
import org.scepter.pki.TemplateName;
import org.scepter.pki.Thumbprint;
import org.scepter.pki.TransactionId;

/**
 * The question to the registration point.
 *
 * @param endpoint where the device asked
 * @param transaction the device's transactionID
 * @param template what the key usage selects at that endpoint
 * @param request the opened PKCS#10, with its challenge
 * @param message the pkiMessage as it came, still sealed, for requests that have to wait; empty for
 *     a request by EST, which its device repeats
 * @param contentKey opens {@code message} for the registration point, which verifies by itself who
 *     signed it; there whenever a certificate signed the message and not just the requested key
 * @param issuingCa the CA under whose RA the device asked; empty for the current one
 * @param arrival how it came to NDES
 */
public record VerificationRequest(
    EndpointName endpoint,
    TransactionId transaction,
    TemplateName template,
    CertificationRequest request,
    Optional<Der> message,
    Optional<ContentEncryptionKey> contentKey,
    Optional<Thumbprint> issuingCa,
    Arrival arrival) {
  public VerificationRequest {
    Objects.requireNonNull(endpoint);
    Objects.requireNonNull(transaction);
    Objects.requireNonNull(template);
    Objects.requireNonNull(request);
    Objects.requireNonNull(message);
    Objects.requireNonNull(contentKey);
    Objects.requireNonNull(issuingCa);
    Objects.requireNonNull(arrival);
    if (contentKey.isPresent() && message.isEmpty()) {
      throw new IllegalArgumentException("a content key opens a message");
    }
  }
}
