package org.scepter.testing.scep;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;

/** What GetCACert answers: the RA's two certificates and the chain above them (RFC 8894 §4.2). */
public record CaCertificates(List<X509Certificate> all) {
  private static final int DIGITAL_SIGNATURE = 0;
  private static final int KEY_ENCIPHERMENT = 2;

  public CaCertificates {
    all = List.copyOf(all);
  }

  /** Reads a degenerate SignedData, certificates in the order of the wire. */
  public static CaCertificates parse(byte[] body) {
    return new CaCertificates(degenerate(Tlv.of(body)));
  }

  /** Certificates of a degenerate SignedData's ContentInfo, first on the wire first. */
  static List<X509Certificate> degenerate(Tlv contentInfo) {
    contentInfo.requireDefiniteLengths();
    Tlv signedData = contentInfo.child(1).child(0);
    List<X509Certificate> certificates = new ArrayList<>();
    for (Tlv part : signedData.children()) {
      if (part.tag() == 0xA0) {
        part.children().forEach(each -> certificates.add(certificate(each.encoded())));
      }
    }
    Tlv signerInfos = signedData.children().get(signedData.children().size() - 1);
    if (signerInfos.tag() != 0x31 || signerInfos.content().length != 0) {
      throw new AssertionError("a degenerate SignedData has an empty set of signerInfos");
    }
    return certificates;
  }

  /** CRLs of a degenerate SignedData's ContentInfo. */
  static List<X509CRL> revocationLists(Tlv contentInfo) {
    List<X509CRL> lists = new ArrayList<>();
    for (Tlv part : contentInfo.child(1).child(0).children()) {
      if (part.tag() == 0xA1) {
        part.children().forEach(each -> lists.add(revocationList(each.encoded())));
      }
    }
    return lists;
  }

  private static X509CRL revocationList(byte[] der) {
    try {
      return (X509CRL)
          CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads one DER certificate. */
  public static X509Certificate certificate(byte[] der) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The RA's signing certificate: the end entity that may sign and may not encipher. */
  public X509Certificate signing() {
    return endEntity(DIGITAL_SIGNATURE);
  }

  /** The RA's encryption certificate. */
  public X509Certificate encryption() {
    return endEntity(KEY_ENCIPHERMENT);
  }

  private X509Certificate endEntity(int usage) {
    return all.stream()
        .filter(certificate -> certificate.getBasicConstraints() < 0)
        .filter(certificate -> certificate.getKeyUsage()[usage])
        .findFirst()
        .orElseThrow(() -> new AssertionError("no end entity with key usage bit " + usage));
  }

  /** The self-signed root. */
  public X509Certificate root() {
    return all.stream()
        .filter(each -> each.getBasicConstraints() >= 0)
        .filter(each -> each.getSubjectX500Principal().equals(each.getIssuerX500Principal()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no root in GetCACert"));
  }

  /** The CA certificates between the root and what the CA issues. */
  public List<X509Certificate> intermediates() {
    return all.stream()
        .filter(each -> each.getBasicConstraints() >= 0)
        .filter(each -> !each.getSubjectX500Principal().equals(each.getIssuerX500Principal()))
        .toList();
  }

  /** The CA that issued {@code certificate}. */
  public X509Certificate issuerOf(X509Certificate certificate) {
    X500Name issuer = X500Name.getInstance(certificate.getIssuerX500Principal().getEncoded());
    return all.stream()
        .filter(
            each ->
                X500Name.getInstance(each.getSubjectX500Principal().getEncoded()).equals(issuer))
        .findFirst()
        .orElseThrow(() -> new AssertionError("GetCACert lacks " + issuer));
  }
}
