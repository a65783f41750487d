package org.scepter.issuing;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.pki.Der;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.Thumbprint;

/**
 * A certificate as people see it.
 *
 * @param id grows in the order of recording
 * @param kind whom it is for
 * @param issuer the signing CA's certificate
 * @param purpose the profile of a device's certificate, the use of an infrastructure one
 * @param template name and version; empty for infrastructure
 * @param endpoint where the device asked; empty for infrastructure
 * @param enrolment what it was issued for; empty for infrastructure
 * @param certificate empty while it is recorded and not signed yet
 */
public record CertificateView(
    long id,
    Kind kind,
    Thumbprint issuer,
    SerialNumber serial,
    String subject,
    String purpose,
    String template,
    String endpoint,
    Instant notBefore,
    Instant notAfter,
    Instant recordedAt,
    Optional<EnrolmentId> enrolment,
    Optional<Der> certificate) {
  /** Whom a certificate is for. */
  public enum Kind {
    ENROLMENT,
    INFRASTRUCTURE
  }

  public CertificateView {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(issuer);
    Objects.requireNonNull(serial);
    Objects.requireNonNull(subject);
    Objects.requireNonNull(purpose);
    Objects.requireNonNull(template);
    Objects.requireNonNull(endpoint);
    Objects.requireNonNull(notBefore);
    Objects.requireNonNull(notAfter);
    Objects.requireNonNull(recordedAt);
    Objects.requireNonNull(enrolment);
    Objects.requireNonNull(certificate);
  }
}
