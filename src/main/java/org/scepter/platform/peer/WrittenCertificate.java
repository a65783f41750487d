package org.scepter.platform.peer;

import java.io.ByteArrayInputStream;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;

/** A certificate that somebody wrote down, in DER or PEM. */
public final class WrittenCertificate {
  /** Longest text that is read, in bytes: a certificate with RSA-4096 keys is a tenth of it. */
  public static final int MAX_LENGTH = 32_768;

  private WrittenCertificate() {}

  /**
   * @throws CertificateException if it is longer than {@link #MAX_LENGTH}, none or several
   */
  public static X509Certificate read(byte[] written) throws CertificateException {
    if (written.length > MAX_LENGTH) {
      throw new CertificateException("it is longer than " + MAX_LENGTH + " bytes");
    }
    Collection<? extends Certificate> found =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(written));
    if (found.size() != 1 || !(found.iterator().next() instanceof X509Certificate one)) {
      throw new CertificateException("it holds " + found.size() + " certificates instead of one");
    }
    return one;
  }
}
