package org.scepter.issuing;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.scepter.enrolment.Authorisation;
import org.scepter.pki.Der;
import org.scepter.pki.PublicKeyInfo;
import org.scepter.pki.SubjectAltNames;

/**
 * Reads what is about to be signed again and compares it with the authorisation: a second pair of
 * eyes on the encoder, before anything is recorded, and on the signature before anything leaves.
 */
public final class CertificateCheck {
  private static final int MIN_SERIAL_BITS = 64;
  private static final ASN1ObjectIdentifier SID = new ASN1ObjectIdentifier("1.3.6.1.4.1.311.25.2");
  private static final List<ASN1ObjectIdentifier> ALWAYS =
      List.of(
          Extension.subjectKeyIdentifier,
          Extension.authorityKeyIdentifier,
          Extension.basicConstraints,
          Extension.keyUsage,
          Extension.extendedKeyUsage,
          Extension.cRLDistributionPoints,
          Extension.authorityInfoAccess);

  private final List<String> faults = new ArrayList<>();
  private final TBSCertificate tbs;
  private final Authorisation authorisation;

  private CertificateCheck(Der toBeSigned, Authorisation authorisation) {
    this.tbs = TBSCertificate.getInstance(toBeSigned.bytes());
    this.authorisation = authorisation;
  }

  /**
   * @throws IllegalStateException naming every difference, if there is one
   */
  static void require(
      Der toBeSigned, Authorisation authorisation, PublicKeyInfo key, AuthorityCertificate ca) {
    CertificateCheck check = new CertificateCheck(toBeSigned, authorisation);
    try {
      check.names(key, ca);
      check.validity(ca);
      check.extensions();
    } catch (IOException | RuntimeException e) {
      throw new IllegalStateException("what was planned cannot be read again", e);
    }
    if (!check.faults.isEmpty()) {
      throw new IllegalStateException(
          "the planned certificate is not what was authorised: " + String.join(", ", check.faults));
    }
  }

  /**
   * The same for a certificate that somebody else has signed; whose signature it bears is not
   * looked at.
   *
   * @throws IllegalStateException naming every difference, if there is one
   */
  public static void requireAuthorised(
      Der certificate, Authorisation authorisation, PublicKeyInfo key, AuthorityCertificate ca) {
    Der signed;
    try {
      signed =
          Der.of(Certificate.getInstance(certificate.bytes()).getTBSCertificate().getEncoded());
    } catch (IOException | RuntimeException e) {
      throw new IllegalStateException("what was signed cannot be read", e);
    }
    require(signed, authorisation, key, ca);
  }

  /**
   * @throws IllegalStateException if {@code certificate} does not hold what was recorded
   */
  static void requireHolds(Der certificate, Der recorded) {
    try {
      byte[] held =
          Certificate.getInstance(certificate.bytes()).getTBSCertificate().getEncoded("DER");
      if (Arrays.equals(held, recorded.bytes())) {
        return;
      }
    } catch (IOException | RuntimeException e) {
      throw new IllegalStateException("what was signed cannot be read again", e);
    }
    throw new IllegalStateException("what was signed is not what was recorded");
  }

  private void expect(boolean holds, String what) {
    if (!holds) {
      faults.add(what);
    }
  }

  private void same(String what, ASN1Encodable found, byte[] expected) throws IOException {
    expect(
        found != null && Arrays.equals(found.toASN1Primitive().getEncoded("DER"), expected), what);
  }

  private void names(PublicKeyInfo key, AuthorityCertificate ca) throws IOException {
    int bits = tbs.getSerialNumber().getValue().bitLength();
    expect(tbs.getSerialNumber().getValue().signum() > 0, "serial");
    expect(bits >= MIN_SERIAL_BITS && bits < 160, "serial length");
    same("issuer", tbs.getIssuer(), ca.subject().bytes());
    same("subject", tbs.getSubject(), authorisation.subject().der().bytes());
    same("key", tbs.getSubjectPublicKeyInfo(), key.spki().bytes());
  }

  private void validity(AuthorityCertificate ca) {
    Instant start = tbs.getStartDate().getDate().toInstant();
    Instant end = tbs.getEndDate().getDate().toInstant();
    expect(!start.isBefore(ca.notBefore()), "notBefore");
    expect(!end.isAfter(ca.notAfter()), "notAfter");
    expect(start.isBefore(end), "validity");
  }

  private void extensions() throws IOException {
    Extensions extensions = tbs.getExtensions();
    Set<ASN1ObjectIdentifier> expected = new LinkedHashSet<>(ALWAYS);
    if (!authorisation.subjectAltNames().isEmpty()) {
      expected.add(Extension.subjectAlternativeName);
      same(
          "SAN",
          extensions.getExtensionParsedValue(Extension.subjectAlternativeName),
          SubjectAltNames.encode(authorisation.subjectAltNames()).getEncoded("DER"));
    }
    if (authorisation.securityIdentifier().isPresent()) {
      expected.add(SID);
    }
    expect(Set.of(extensions.getExtensionOIDs()).equals(expected), "extensions");
    expect(!BasicConstraints.fromExtensions(extensions).isCA(), "basicConstraints");
    same(
        "key usage",
        KeyUsage.fromExtensions(extensions),
        new KeyUsage(authorisation.keyUsage().bits()).getEncoded("DER"));
    expect(purposes(extensions).equals(authorisation.extendedKeyUsages()), "EKU");
  }

  private static List<String> purposes(Extensions extensions) {
    return Arrays.stream(ExtendedKeyUsage.fromExtensions(extensions).getUsages())
        .map(KeyPurposeId::getId)
        .toList();
  }
}
