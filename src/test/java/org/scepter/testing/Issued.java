package org.scepter.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.scepter.testing.scep.CaCertificates;

/** A certificate that a server gave out. */
public record Issued(X509Certificate certificate, TestServer server) {
  /** The serial number as the API writes it. */
  public String serialHex() {
    return certificate.getSerialNumber().toString(16);
  }

  /** Its names and usages are those of a policy, whatever the request said. */
  public void requireWhatWasWanted(Policy policy) {
    assertThat(subject().toString()).isEqualTo(new X500Name(policy.subject()).toString());
    assertThat(alternativeNames()).isEqualTo(policy.alternativeNames());
    assertThat(keyUsage()).isEqualTo(policy.keyUsage());
    assertThat(extendedKeyUsages()).isEqualTo(policy.extendedKeyUsages());
  }

  private X500Name subject() {
    X500Principal principal = certificate.getSubjectX500Principal();
    return X500Name.getInstance(principal.getEncoded());
  }

  /** DNS names alone, as the profiles of these tests have no others. */
  private List<String> alternativeNames() {
    try {
      return certificate.getSubjectAlternativeNames() == null
          ? List.of()
          : certificate.getSubjectAlternativeNames().stream()
              .map(name -> "DNS:" + name.get(1))
              .toList();
    } catch (CertificateParsingException e) {
      throw new AssertionError(e);
    }
  }

  /** The extension's first octet. */
  private int keyUsage() {
    boolean[] bits = certificate.getKeyUsage();
    int mask = 0;
    for (int bit = 0; bit < 8; bit++) {
      mask |= bits[bit] ? 0x80 >> bit : 0;
    }
    return mask;
  }

  private List<String> extendedKeyUsages() {
    try {
      return certificate.getExtendedKeyUsage();
    } catch (CertificateParsingException e) {
      throw new AssertionError(e);
    }
  }

  /** {@code openssl verify} up to the root, with the CRL that the certificate names. */
  public void requireVerifiedByOpenssl(Path directory) {
    Command.need("openssl");
    CaCertificates ca = server.scep().caCertificates();
    Command.run(
            directory,
            Map.of(),
            List.of(
                "openssl",
                "verify",
                "-crl_check",
                "-CAfile",
                Chain.pem(directory.resolve("root.pem"), List.of(ca.root())).toString(),
                "-untrusted",
                Chain.pem(directory.resolve("issuing.pem"), ca.intermediates()).toString(),
                "-CRLfile",
                PublishedCrl.of(server, certificate).pem(directory.resolve("crl.pem")).toString(),
                Chain.pem(directory.resolve("device.pem"), List.of(certificate)).toString()))
        .expectSuccess();
  }
}
