package org.scepter.registrationpoint;

import java.time.Instant;
import java.util.Objects;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.Thumbprint;

/** What is kept of a certificate that came of an enrolment. */
public record CertificateFacts(
    Thumbprint thumbprint, SerialNumber serial, Instant notBefore, Instant notAfter) {
  public CertificateFacts {
    Objects.requireNonNull(thumbprint);
    Objects.requireNonNull(serial);
    Objects.requireNonNull(notBefore);
    Objects.requireNonNull(notAfter);
  }
}
