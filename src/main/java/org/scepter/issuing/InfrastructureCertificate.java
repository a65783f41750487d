package org.scepter.issuing;

import java.time.Instant;
import java.util.Objects;
import org.scepter.pki.Der;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.Sha256;
import org.scepter.pki.SubjectName;
import org.scepter.pki.Thumbprint;

/**
 * A certificate of Scepter itself.
 *
 * @param name what it is for, {@code ra-signing}
 * @param issuer the signing CA's certificate; its own for a root
 * @param key SHA-256 of its SubjectPublicKeyInfo
 */
public record InfrastructureCertificate(
    String name,
    Thumbprint issuer,
    SerialNumber serial,
    SubjectName subject,
    Sha256 key,
    Instant notBefore,
    Instant notAfter,
    Der certificate) {
  public InfrastructureCertificate {
    Objects.requireNonNull(name);
    Objects.requireNonNull(issuer);
    Objects.requireNonNull(serial);
    Objects.requireNonNull(subject);
    Objects.requireNonNull(key);
    Objects.requireNonNull(notBefore);
    Objects.requireNonNull(notAfter);
    Objects.requireNonNull(certificate);
  }
}
