package org.scepter.issuing.signing;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.scepter.pki.Der;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.SubjectAltName;
import org.scepter.pki.SubjectName;

/**
 * Everything that a certificate is to say of its holder, decided before anything is signed.
 *
 * @param serial its serial number
 * @param subject whose it is; empty only where a SAN stands instead (RFC 5280 §4.1.2.6)
 * @param publicKey DER SubjectPublicKeyInfo
 * @param notBefore start, in whole seconds
 * @param notAfter end, in whole seconds
 * @param constraint whether it is a CA's
 * @param keyUsage bits of the keyUsage extension's first octet (0x80 digitalSignature …)
 * @param extendedKeyUsages OIDs, in order; none leaves the extension out
 * @param subjectAltNames in order; none leaves the extension out
 * @param securityIdentifier SID for Microsoft's extension 1.3.6.1.4.1.311.25.2
 */
public record CertificatePlan(
    SerialNumber serial,
    SubjectName subject,
    Der publicKey,
    Instant notBefore,
    Instant notAfter,
    Constraint constraint,
    int keyUsage,
    List<String> extendedKeyUsages,
    List<SubjectAltName> subjectAltNames,
    Optional<String> securityIdentifier) {

  /** What basicConstraints says. */
  public enum Constraint {
    /** A CA with other CAs below it. */
    ROOT,
    /** A CA that issues to end entities alone. */
    ISSUING,
    END_ENTITY,
    /**
     * An end entity that tells of revocations and is not asked about itself (RFC 6960 §4.2.2.2.1).
     */
    RESPONDER
  }

  public CertificatePlan {
    Objects.requireNonNull(serial);
    Objects.requireNonNull(subject);
    Objects.requireNonNull(publicKey);
    Objects.requireNonNull(constraint);
    extendedKeyUsages = List.copyOf(extendedKeyUsages);
    subjectAltNames = List.copyOf(subjectAltNames);
    Objects.requireNonNull(securityIdentifier);
    if (!notBefore.isBefore(notAfter)) {
      throw new IllegalArgumentException("a certificate ends after it starts");
    }
    if (subject.isEmpty() && subjectAltNames.isEmpty()) {
      throw new IllegalArgumentException("a certificate names somebody");
    }
    if (keyUsage <= 0 || keyUsage > 0xff) {
      throw new IllegalArgumentException("a certificate has a key usage within one octet");
    }
  }
}
