package org.scepter.issuing.elsewhere;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.scepter.enrolment.Authorisation;
import org.scepter.issuing.AuthorityCertificate;
import org.scepter.issuing.signing.X509;
import org.scepter.pki.Der;
import org.scepter.pki.Hex;
import org.scepter.pki.PublicKeyInfo;
import org.scepter.pki.Sha256;
import org.scepter.pki.SubjectAltName;
import org.scepter.pki.SubjectAltNames;
import org.scepter.pki.SubjectName;
import org.scepter.pki.UnreadableException;

/**
 * Compares a certificate of another CA with what was authorised. That CA may encode names in its
 * own way and add extensions that bind nobody (RFC 5280 §4.2); whatever says who, what for and how
 * long has to be exactly what was authorised, or less long.
 */
public final class Comparison {
  private static final int MAX_LENGTH = 65_536;
  private static final String SID_TAG = "tag:microsoft.com,2022-09-14:sid:";
  private static final ASN1ObjectIdentifier SID = new ASN1ObjectIdentifier("1.3.6.1.4.1.311.25.2");
  private static final ASN1ObjectIdentifier OBJECT_SID =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.311.25.2.1");
  // A CA's clock, and how far it backdates: longer than our own templates do.
  private static final Duration LEEWAY = Duration.ofDays(2);
  private static final Duration CLOCKS = Duration.ofMinutes(5);
  private static final Set<ASN1ObjectIdentifier> MAY_BE_CRITICAL =
      Set.of(
          Extension.keyUsage,
          Extension.extendedKeyUsage,
          Extension.basicConstraints,
          Extension.subjectAlternativeName,
          Extension.certificatePolicies);

  private final List<String> faults = new ArrayList<>();
  private final Authorisation authorisation;
  private final TBSCertificate tbs;

  private Comparison(Authorisation authorisation, TBSCertificate tbs) {
    this.authorisation = authorisation;
    this.tbs = tbs;
  }

  /**
   * What differs; empty if nothing does.
   *
   * @param certificate as it came
   * @param key the requested key
   * @param ca whose signature it has to bear
   * @param now for the end of its validity
   */
  public static Optional<String> difference(
      Der certificate,
      Authorisation authorisation,
      PublicKeyInfo key,
      PinnedAuthority ca,
      Instant now,
      Provider provider) {
    if (certificate.length() > MAX_LENGTH) {
      return Optional.of("it is longer than " + MAX_LENGTH + " bytes");
    }
    try {
      X509Certificate came = X509.certificate(certificate);
      if (!ca.hasSigned(came, provider)) {
        return Optional.of("the pinned CA has not signed it");
      }
      Comparison comparison =
          new Comparison(authorisation, TBSCertificate.getInstance(came.getTBSCertificate()));
      comparison.names(key);
      comparison.validity(ca.described(), now);
      comparison.extensions();
      return comparison.faults.isEmpty()
          ? Optional.empty()
          : Optional.of(String.join(", ", comparison.faults));
    } catch (GeneralSecurityException | IOException | UnreadableException | RuntimeException e) {
      return Optional.of("it cannot be read");
    }
  }

  /** Whether a certificate that was entered into the book is for this key. */
  static boolean isFor(Der certificate, Sha256 key) {
    try {
      byte[] found =
          Certificate.getInstance(certificate.bytes()).getSubjectPublicKeyInfo().getEncoded("DER");
      return Sha256.of(found).equals(key);
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  private void expect(boolean holds, String what) {
    if (!holds) {
      faults.add(what);
    }
  }

  private void names(PublicKeyInfo key) throws IOException, UnreadableException {
    expect(
        Arrays.equals(tbs.getSubjectPublicKeyInfo().getEncoded("DER"), key.spki().bytes()), "key");
    SubjectName subject = SubjectName.fromDer(tbs.getSubject().getEncoded("DER"));
    expect(
        subject.equals(authorisation.subject()),
        "subject " + subject + " instead of " + authorisation.subject());
    int bits = tbs.getSerialNumber().getValue().bitLength();
    expect(tbs.getSerialNumber().getValue().signum() > 0 && bits < 160, "serial number");
  }

  @SuppressWarnings("JavaUtilDate") // Bouncy Castle has no other
  private void validity(AuthorityCertificate ca, Instant now) {
    Instant start = tbs.getStartDate().getDate().toInstant();
    Instant end = tbs.getEndDate().getDate().toInstant();
    Instant latest =
        now.atZone(ZoneOffset.UTC).plus(authorisation.validity()).toInstant().plus(LEEWAY);
    expect(!start.isAfter(now.plus(CLOCKS)), "it is valid from " + start + " only");
    expect(end.isAfter(now), "it ended at " + end);
    expect(!end.isAfter(latest), "it ends at " + end + ", later than authorised");
    expect(!end.isAfter(ca.notAfter()), "it outlives its CA");
  }

  private void extensions() throws IOException {
    Extensions extensions = tbs.getExtensions();
    if (extensions == null) {
      faults.add("it has no extensions");
      return;
    }
    for (ASN1ObjectIdentifier oid : extensions.getCriticalExtensionOIDs()) {
      expect(MAY_BE_CRITICAL.contains(oid), "critical extension " + oid.getId());
    }
    BasicConstraints constraints = BasicConstraints.fromExtensions(extensions);
    expect(constraints == null || !constraints.isCA(), "it is a CA's");
    KeyUsage usage = KeyUsage.fromExtensions(extensions);
    expect(
        usage != null
            && usage.getBytes().length == 1
            && (usage.getBytes()[0] & 0xff) == authorisation.keyUsage().bits(),
        "key usage");
    Set<String> purposes = purposes(extensions);
    expect(
        purposes.equals(Set.copyOf(authorisation.extendedKeyUsages())),
        "extended key usages " + purposes + " instead of " + authorisation.extendedKeyUsages());
    alternativeNames(extensions);
    securityIdentifier(extensions);
  }

  private static Set<String> purposes(Extensions extensions) {
    ExtendedKeyUsage purposes = ExtendedKeyUsage.fromExtensions(extensions);
    return purposes == null
        ? Set.of()
        : Arrays.stream(purposes.getUsages()).map(KeyPurposeId::getId).collect(Collectors.toSet());
  }

  // The authorised SID may stand in the extension, in a SAN, or in both.
  private void alternativeNames(Extensions extensions) throws IOException {
    Set<String> came =
        encodings(GeneralNames.fromExtensions(extensions, Extension.subjectAlternativeName));
    List<SubjectAltName> authorised = authorisation.subjectAltNames();
    Set<String> wanted =
        encodings(authorised.isEmpty() ? null : SubjectAltNames.encode(authorised));
    if (authorisation.securityIdentifier().isPresent()) {
      Set<String> account =
          encodings(
              new GeneralNames(
                  new GeneralName(
                      GeneralName.uniformResourceIdentifier,
                      SID_TAG + authorisation.securityIdentifier().get())));
      expect(
          came.removeAll(account) || extensions.getExtension(SID) != null,
          "no security identifier");
      wanted.removeAll(account);
    }
    expect(came.equals(wanted), "subject alternative names");
  }

  private static Set<String> encodings(GeneralNames names) throws IOException {
    Set<String> all = new HashSet<>();
    if (names != null) {
      for (GeneralName name : names.getNames()) {
        all.add(Hex.encode(name.getEncoded("DER")));
      }
    }
    return all;
  }

  private void securityIdentifier(Extensions extensions) {
    if (extensions.getExtension(SID) != null) {
      Optional<String> found = sid(extensions);
      expect(
          found.isPresent() && found.equals(authorisation.securityIdentifier()),
          "security identifier");
    }
  }

  private static Optional<String> sid(Extensions extensions) {
    GeneralName[] names =
        GeneralNames.getInstance(extensions.getExtensionParsedValue(SID)).getNames();
    if (names.length != 1 || names[0].getTagNo() != GeneralName.otherName) {
      return Optional.empty();
    }
    ASN1Sequence parts = ASN1Sequence.getInstance(names[0].getName());
    if (!OBJECT_SID.equals(parts.getObjectAt(0))) {
      return Optional.empty();
    }
    ASN1TaggedObject value = ASN1TaggedObject.getInstance(parts.getObjectAt(1));
    return Optional.of(
        new String(
            ASN1OctetString.getInstance(value.getExplicitBaseObject()).getOctets(),
            java.nio.charset.StandardCharsets.US_ASCII));
  }
}
