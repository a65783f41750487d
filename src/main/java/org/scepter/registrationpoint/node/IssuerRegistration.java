package org.scepter.registrationpoint.node;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Objects;
import org.scepter.pki.Sha256;

/**
 * Lets in whoever shows a certificate of this issuer for this one DNS name.
 *
 * @param name the NDES server's
 * @param issuer a root or the CA that issues
 * @param dnsName in lower case
 * @param ended whether an administrator has ended it
 */
public record IssuerRegistration(
    String name, X509Certificate issuer, String dnsName, Instant registeredAt, boolean ended) {
  public IssuerRegistration {
    Objects.requireNonNull(name);
    Objects.requireNonNull(issuer);
    Objects.requireNonNull(dnsName);
    Objects.requireNonNull(registeredAt);
  }

  /** What it is found by: there is one for an issuer and a DNS name. */
  public Sha256 id() {
    return Sha256.of((issuerDigest().hex() + " " + dnsName).getBytes(StandardCharsets.UTF_8));
  }

  public Sha256 issuerDigest() {
    try {
      return Sha256.of(issuer.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read encodes", e);
    }
  }

  /** For the audit. */
  @Override
  public String toString() {
    return "issuer " + issuerDigest().hex() + " with DNS name " + dnsName;
  }
}
