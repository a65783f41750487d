package org.scepter.issuing.status;

import java.time.Instant;
import java.util.Objects;
import org.bouncycastle.cert.X509CertificateHolder;
import org.scepter.issuing.signing.SigningKey;

/**
 * A key that answers for one CA.
 *
 * @param certificate by which that CA lets it (RFC 6960 §4.2.2.2)
 */
record Responder(SigningKey key, X509CertificateHolder certificate) {
  Responder {
    Objects.requireNonNull(key);
    Objects.requireNonNull(certificate);
  }

  Instant notBefore() {
    return certificate.getNotBefore().toInstant();
  }

  Instant notAfter() {
    return certificate.getNotAfter().toInstant();
  }

  boolean isInDate(Instant now) {
    return !now.isBefore(notBefore()) && now.isBefore(notAfter());
  }
}
