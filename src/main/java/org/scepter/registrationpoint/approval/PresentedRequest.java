package org.scepter.registrationpoint.approval;

import java.util.Objects;
import java.util.Optional;
import org.scepter.enrolment.VerificationRequest;
import org.scepter.pki.Sha256;
import org.scepter.pki.Thumbprint;

/**
 * What a device presented under one of its transactionIDs.
 *
 * @param digest SHA-256 of the PKCS#10
 * @param issuingCa the CA under whose RA it asked, which is to issue; empty for the current one
 */
public record PresentedRequest(Sha256 digest, Optional<Thumbprint> issuingCa) {
  public PresentedRequest {
    Objects.requireNonNull(digest);
    Objects.requireNonNull(issuingCa);
  }

  public static PresentedRequest of(VerificationRequest question) {
    return new PresentedRequest(question.request().der().sha256(), question.issuingCa());
  }
}
