package org.scepter.issuing.signing;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.scepter.pki.Der;

/** Certificates as the JDK sees them. */
public final class X509 {
  private static final int DIGITAL_SIGNATURE = 0x80;
  private static final int KEY_ENCIPHERMENT = 0x20;
  private static final int KEY_AGREEMENT = 0x08;

  private X509() {}

  /**
   * @throws CertificateException if it is no certificate
   */
  public static X509Certificate certificate(Der der) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(der.bytes()));
  }

  /** The bytes of one that was read. */
  public static Der der(X509Certificate certificate) {
    try {
      return Der.of(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read has an encoding", e);
    }
  }

  /**
   * The key usage of a certificate that is no CA's, as a plan has it. Where an operator's own says
   * nothing, it signs.
   */
  public static int keyUsage(X509Certificate endEntity) {
    boolean[] bits = endEntity.getKeyUsage();
    if (bits == null) {
      return DIGITAL_SIGNATURE;
    }
    return (bits[0] ? DIGITAL_SIGNATURE : 0)
        | (bits[2] ? KEY_ENCIPHERMENT : 0)
        | (bits[4] ? KEY_AGREEMENT : 0);
  }
}
