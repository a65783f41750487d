package org.scepter.issuing;

import java.time.Instant;
import java.util.Objects;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.pki.Der;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.Sha256;
import org.scepter.pki.SubjectName;
import org.scepter.pki.TemplateName;
import org.scepter.pki.Thumbprint;

/**
 * What the CA binds itself to sign for an enrolment.
 *
 * @param id the enrolment, at most one record each
 * @param issuer the signing CA's certificate
 * @param serial unique for the issuer
 * @param key SHA-256 of the certified SubjectPublicKeyInfo
 * @param toBeSigned the TBSCertificate
 */
public record SigningIntent(
    EnrolmentId id,
    Thumbprint issuer,
    SerialNumber serial,
    SubjectName subject,
    Sha256 key,
    String profile,
    EndpointName endpoint,
    TemplateName template,
    int templateVersion,
    Instant notBefore,
    Instant notAfter,
    Der toBeSigned) {
  public SigningIntent {
    Objects.requireNonNull(id);
    Objects.requireNonNull(issuer);
    Objects.requireNonNull(serial);
    Objects.requireNonNull(subject);
    Objects.requireNonNull(key);
    Objects.requireNonNull(profile);
    Objects.requireNonNull(endpoint);
    Objects.requireNonNull(template);
    Objects.requireNonNull(notBefore);
    Objects.requireNonNull(notAfter);
    Objects.requireNonNull(toBeSigned);
  }
}
