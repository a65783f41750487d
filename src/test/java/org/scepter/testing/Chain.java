package org.scepter.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.scepter.testing.scep.CaCertificates;

/** Judges whether a certificate chains to the root that the server publishes. */
public final class Chain {
  private Chain() {}

  /**
   * By the JDK's PKIX validator (RFC 5280 §6).
   *
   * @throws AssertionError with the validator's reason
   */
  public static void requireValid(X509Certificate certificate, CaCertificates ca) {
    try {
      List<X509Certificate> path = new ArrayList<>(List.of(certificate));
      path.addAll(ca.intermediates());
      CertPath certPath = CertificateFactory.getInstance("X.509").generateCertPath(path);
      PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(ca.root(), null)));
      parameters.setRevocationEnabled(false);
      CertPathValidator.getInstance("PKIX").validate(certPath, parameters);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("the chain is not valid: " + e.getMessage(), e);
    }
  }

  /** Writes certificates as PEM, for programs that run elsewhere: the path is absolute. */
  public static Path pem(Path file, List<X509Certificate> certificates) {
    StringBuilder text = new StringBuilder();
    try {
      for (X509Certificate each : certificates) {
        text.append("-----BEGIN CERTIFICATE-----\n")
            .append(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(each.getEncoded()))
            .append("\n-----END CERTIFICATE-----\n");
      }
      return Files.writeString(file.toAbsolutePath(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
