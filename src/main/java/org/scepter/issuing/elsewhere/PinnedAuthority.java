package org.scepter.issuing.elsewhere;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.scepter.issuing.AuthorityCertificate;
import org.scepter.pki.Der;
import org.scepter.platform.UnusableHomeException;

/**
 * The other CA as the operator knows it: its issuing certificate and that one's issuers up to the
 * root. Nothing that it says of itself counts.
 *
 * @param certificate the one that signs device certificates
 * @param chain the same with its issuers, the root last
 */
public record PinnedAuthority(X509Certificate certificate, List<Der> chain) {
  private static final int MAX_FILE = 262_144;
  private static final int MAX_CHAIN = 8;

  public PinnedAuthority {
    chain = List.copyOf(chain);
  }

  /**
   * Reads PEM or DER certificates, the issuing CA's first.
   *
   * @throws UnusableHomeException if they are no chain of CAs up to a root
   */
  public static PinnedAuthority read(Path file, Provider provider) {
    try {
      if (Files.size(file) > MAX_FILE) {
        throw new UnusableHomeException(file + " is longer than " + MAX_FILE + " bytes");
      }
      List<X509Certificate> all = new ArrayList<>();
      for (Certificate each :
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)))) {
        all.add((X509Certificate) each);
      }
      return of(all, provider);
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new UnusableHomeException(
          file
              + " must hold the certificates of the other issuing CA and of its issuers up to the"
              + " root, in this order: "
              + e.getMessage());
    }
  }

  static PinnedAuthority of(List<X509Certificate> all, Provider provider)
      throws GeneralSecurityException {
    if (all.isEmpty() || all.size() > MAX_CHAIN) {
      throw new IllegalArgumentException("it has " + all.size() + " certificates");
    }
    List<Der> chain = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      X509Certificate each = all.get(i);
      X509Certificate issuer = all.get(Math.min(i + 1, all.size() - 1));
      if (each.getBasicConstraints() < 0) {
        throw new IllegalArgumentException(each.getSubjectX500Principal() + " is no CA");
      }
      if (!each.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
        throw new IllegalArgumentException(
            "the issuer of " + each.getSubjectX500Principal() + " does not come next");
      }
      each.verify(issuer.getPublicKey(), provider);
      chain.add(Der.of(each.getEncoded()));
    }
    return new PinnedAuthority(all.get(0), chain);
  }

  /** Whether the certificate bears this CA's name and signature. */
  boolean hasSigned(X509Certificate issued, Provider provider) {
    try {
      issued.verify(certificate.getPublicKey(), provider);
      return issued.getIssuerX500Principal().equals(certificate.getSubjectX500Principal());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** As the book names it. */
  @SuppressWarnings("JavaUtilDate") // the JDK's certificates have no other
  public AuthorityCertificate described() {
    Der der = chain.get(0);
    return new AuthorityCertificate(
        der,
        der.thumbprint(),
        Der.of(certificate.getSubjectX500Principal().getEncoded()),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant());
  }
}
