package org.scepter.command;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.ScepterHome;

/** An issuing CA whose key is made here and whose certificate comes from another CA. */
final class OutsideCa {
  /** The key with a certificate by itself, relative to the request's directory. */
  static final String KEY = "ca/issuing.p12";

  private static final int MAX_LENGTH = 1 << 20;
  private static final int MAX_CERTIFICATES = 10;
  private static final int KEY_CERT_SIGN = 5;
  private static final int CRL_SIGN = 6;

  private final Path request;
  private final Instant now;

  OutsideCa(Path request, Instant now) {
    this.request = request;
    this.now = now;
  }

  /**
   * The key with its chain, root last.
   *
   * @param file certificates in PEM, DER or PKCS#7, in any order
   * @throws IOException with the reason if they make no CA of this key
   */
  KeyEntry certified(Path file) throws IOException {
    KeyEntry made = ScepterHome.key(request, KEY);
    List<X509Certificate> given = read(file);
    X509Certificate own =
        given.stream()
            .filter(each -> each.getPublicKey().equals(made.certificate().getPublicKey()))
            .findFirst()
            .orElseThrow(() -> new IOException("no certificate in " + file + " is for the key"));
    if (!own.getSubjectX500Principal().equals(made.certificate().getSubjectX500Principal())) {
      throw new IOException(
          "the certificate names "
              + own.getSubjectX500Principal()
              + ", not what was asked for: "
              + made.certificate().getSubjectX500Principal());
    }
    requireCa(own);
    List<X509Certificate> chain = chain(own, given);
    requireValid(chain);
    return new KeyEntry(made.alias(), made.privateKey(), chain);
  }

  private static List<X509Certificate> read(Path file) throws IOException {
    if (Files.size(file) > MAX_LENGTH) {
      throw new IOException(file + " is longer than " + MAX_LENGTH + " bytes");
    }
    try {
      List<X509Certificate> all =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (all.isEmpty() || all.size() > MAX_CERTIFICATES) {
        throw new IOException(file + " must hold 1 to " + MAX_CERTIFICATES + " certificates");
      }
      return all;
    } catch (GeneralSecurityException e) {
      throw new IOException(file + " holds no certificates: " + e.getMessage(), e);
    }
  }

  private static void requireCa(X509Certificate own) throws IOException {
    if (own.getBasicConstraints() < 0) {
      throw new IOException("the certificate is no CA's: basicConstraints does not say CA:true");
    }
    boolean[] usage = own.getKeyUsage();
    if (usage == null || !usage[KEY_CERT_SIGN] || !usage[CRL_SIGN]) {
      throw new IOException("the certificate's key may not sign certificates and CRLs (keyUsage)");
    }
  }

  private static List<X509Certificate> chain(X509Certificate own, List<X509Certificate> given)
      throws IOException {
    List<X509Certificate> chain = new ArrayList<>(List.of(own));
    X509Certificate last = own;
    while (!hasSigned(last, last)) {
      X509Certificate child = last;
      last =
          given.stream()
              .filter(each -> !chain.contains(each) && hasSigned(each, child))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IOException(
                          "the chain does not reach a root; there is no certificate of "
                              + child.getIssuerX500Principal()));
      chain.add(last);
    }
    if (chain.size() < 2) {
      throw new IOException("the certificate is signed by its own key");
    }
    return chain;
  }

  private static boolean hasSigned(X509Certificate issuer, X509Certificate certificate) {
    try {
      if (!certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
        return false;
      }
      certificate.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** By RFC 5280 §6: each one's validity, the path lengths, and that issuers are CAs. */
  @SuppressWarnings("JavaUtilDate") // the JDK's PKIX has no other
  private void requireValid(List<X509Certificate> chain) throws IOException {
    X509Certificate root = chain.get(chain.size() - 1);
    List<X509Certificate> below = chain.subList(0, chain.size() - 1);
    if (root.getBasicConstraints() < below.size() - 1) {
      throw new IOException("the root is no CA's certificate, or not of so many below it");
    }
    Optional<X509Certificate> weak =
        below.stream()
            .filter(each -> each.getSigAlgName().toUpperCase(Locale.ROOT).matches("(SHA1|MD).*"))
            .findFirst();
    if (weak.isPresent()) {
      throw new IOException(
          weak.get().getSubjectX500Principal() + " is signed by " + weak.get().getSigAlgName());
    }
    try {
      root.checkValidity(Date.from(now));
      PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(now));
      CertPathValidator.getInstance("PKIX")
          .validate(CertificateFactory.getInstance("X.509").generateCertPath(below), parameters);
    } catch (GeneralSecurityException e) {
      throw new IOException("the chain is not valid: " + e.getMessage(), e);
    }
    requireRoomBelow(below);
  }

  // That of the last one says nothing to PKIX, for it is not seen to issue.
  private static void requireRoomBelow(List<X509Certificate> below) throws IOException {
    for (int i = 0; i < below.size(); i++) {
      if (below.get(i).getBasicConstraints() < i) {
        throw new IOException(
            below.get(i).getSubjectX500Principal() + " may not have so many CAs below it");
      }
    }
  }
}
