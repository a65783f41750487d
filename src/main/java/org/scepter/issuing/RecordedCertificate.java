package org.scepter.issuing;

import java.util.Objects;
import java.util.Optional;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.pki.Der;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.Sha256;
import org.scepter.pki.Thumbprint;

/**
 * An enrolment's record: what is to be signed, or the certificate once it is.
 *
 * @param issuer the CA that recorded it
 * @param key SHA-256 of the certified SubjectPublicKeyInfo
 * @param toBeSigned the TBSCertificate; empty once it is signed
 * @param certificate the signed certificate; empty until then
 */
public record RecordedCertificate(
    EnrolmentId id,
    Thumbprint issuer,
    SerialNumber serial,
    Sha256 key,
    Optional<Der> toBeSigned,
    Optional<Der> certificate) {
  public RecordedCertificate {
    Objects.requireNonNull(id);
    Objects.requireNonNull(issuer);
    Objects.requireNonNull(serial);
    Objects.requireNonNull(key);
    if (toBeSigned.isPresent() == certificate.isPresent()) {
      throw new IllegalArgumentException("a record is either to be signed or signed");
    }
  }
}
