package org.scepter.registrationpoint.node;

import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a certificate must be by itself to be an NDES server's. */
final class NodeCertificateRules {
  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
  private static final int MIN_RSA_BITS = 2048;
  private static final int MAX_RSA_BITS = 8192;

  private NodeCertificateRules() {}

  /** Why it is none at {@code now}; empty if it can be one. It may begin later. */
  static Optional<String> objection(X509Certificate certificate, Instant now) {
    if (certificate.getBasicConstraints() != -1) {
      return Optional.of("is a CA's");
    }
    if (!now.isBefore(certificate.getNotAfter().toInstant())) {
      return Optional.of("has expired");
    }
    if (!isForClients(certificate)) {
      return Optional.of("is not for client authentication");
    }
    boolean[] usage = certificate.getKeyUsage();
    if (usage != null && !usage[0]) {
      return Optional.of("is not for digital signatures");
    }
    // The RA's keys are sealed to it.
    return isKey(certificate.getPublicKey())
        ? Optional.empty()
        : Optional.of("has a key that is neither RSA of 2048 to 8192 bits nor elliptic");
  }

  // A certificate without purposes is for all of them to TLS; here it has to say so.
  private static boolean isForClients(X509Certificate certificate) {
    try {
      List<String> purposes = certificate.getExtendedKeyUsage();
      return purposes != null && purposes.contains(CLIENT_AUTH);
    } catch (CertificateParsingException e) {
      return false;
    }
  }

  private static boolean isKey(PublicKey key) {
    return key instanceof ECPublicKey
        || (key instanceof RSAPublicKey rsa
            && rsa.getModulus().bitLength() >= MIN_RSA_BITS
            && rsa.getModulus().bitLength() <= MAX_RSA_BITS);
  }
}
