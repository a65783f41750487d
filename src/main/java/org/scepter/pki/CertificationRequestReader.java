package org.scepter.pki;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bouncycastle.asn1.ASN1BMPString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1PrintableString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.ASN1T61String;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

/** Takes a PKCS#10 apart; the only place that meets Bouncy Castle's runtime exceptions for it. */
final class CertificationRequestReader {
  private static final int PARTS = 3;
  private static final ASN1ObjectIdentifier MICROSOFT_EXTENSION_REQUEST =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.311.2.1.14");
  private static final int MAX_KEY_USAGE_OCTETS = 2;

  private final RequestLimits limits;

  CertificationRequestReader(RequestLimits limits) {
    this.limits = limits;
  }

  CertificationRequest read(byte[] der) throws UnreadableException {
    limits.encoding().check(der);
    try {
      return take(der);
    } catch (IOException | RuntimeException e) {
      throw new UnreadableException("the PKCS#10 cannot be read", e);
    }
  }

  private CertificationRequest take(byte[] der) throws UnreadableException, IOException {
    // Bouncy Castle ignores what follows the signature; nothing may stand there that nobody signed.
    if (ASN1Sequence.getInstance(der).size() != PARTS) {
      throw new UnreadableException("a PKCS#10 has " + PARTS + " parts");
    }
    PKCS10CertificationRequest request = new PKCS10CertificationRequest(der);
    CertificationRequestInfo info = request.toASN1Structure().getCertificationRequestInfo();
    if (info.getAttributes() != null) {
      require(info.getAttributes().size(), limits.maxAttributes(), "attributes");
    }
    require(info.getSubject().size(), limits.maxNameParts(), "parts in its subject");
    Optional<Extensions> extensions = extensions(request);
    List<SubjectAltName> names = extensions.isPresent() ? altNames(extensions.get()) : List.of();
    return new CertificationRequest(
        Der.of(der),
        subject(info.getSubject().getEncoded("DER")),
        PublicKeyInfo.read(info.getSubjectPublicKeyInfo().getEncoded("DER")),
        challenge(request),
        names,
        extensions.isPresent() ? keyUsage(extensions.get()) : OptionalInt.empty(),
        extensions.isPresent() ? purposes(extensions.get()) : List.of(),
        SecurityIdentifier.find(extensions, names),
        extensions.isPresent() && isCa(extensions.get()));
  }

  private static void require(int count, int most, String what) throws UnreadableException {
    if (count > most) {
      throw new UnreadableException("the PKCS#10 has more than " + most + " " + what);
    }
  }

  private SubjectName subject(byte[] der) throws UnreadableException {
    require(der.length, limits.maxNameBytes(), "bytes in its subject");
    return SubjectName.fromDer(der);
  }

  private static Optional<ASN1Encodable> single(
      PKCS10CertificationRequest request, ASN1ObjectIdentifier type) throws UnreadableException {
    Attribute[] found = request.getAttributes(type);
    if (found.length == 0) {
      return Optional.empty();
    }
    if (found.length > 1 || found[0].getAttrValues().size() != 1) {
      throw new UnreadableException("the PKCS#10 repeats attribute " + type.getId());
    }
    return Optional.of(found[0].getAttrValues().getObjectAt(0));
  }

  // NDES insists on PrintableString; real devices send any directory string, so all are read.
  private static Optional<ChallengePassword> challenge(PKCS10CertificationRequest request)
      throws UnreadableException {
    Optional<ASN1Encodable> value =
        single(request, PKCSObjectIdentifiers.pkcs_9_at_challengePassword);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (isDirectoryString(value.get()) && value.get() instanceof ASN1String text) {
      return Optional.of(ChallengePassword.of(text.getString()));
    }
    throw new UnreadableException("the challengePassword is not a string");
  }

  // Bouncy Castle counts BIT STRING among the strings and prints UniversalString as hex.
  private static boolean isDirectoryString(ASN1Encodable value) {
    return value instanceof ASN1PrintableString
        || value instanceof ASN1UTF8String
        || value instanceof ASN1IA5String
        || value instanceof ASN1T61String
        || value instanceof ASN1BMPString;
  }

  private static Optional<Extensions> extensions(PKCS10CertificationRequest request)
      throws UnreadableException {
    Optional<ASN1Encodable> standard =
        single(request, PKCSObjectIdentifiers.pkcs_9_at_extensionRequest);
    Optional<ASN1Encodable> microsoft = single(request, MICROSOFT_EXTENSION_REQUEST);
    if (standard.isPresent() && microsoft.isPresent()) {
      throw new UnreadableException("the PKCS#10 has two extension requests");
    }
    return standard.or(() -> microsoft).map(Extensions::getInstance);
  }

  /**
   * The parsed value of an extension, or null where it is missing. Its octets were opaque to the
   * check of the PKCS#10's own structure.
   */
  static ASN1Encodable parsed(Extensions extensions, ASN1ObjectIdentifier type)
      throws UnreadableException {
    Extension extension = extensions.getExtension(type);
    if (extension == null) {
      return null;
    }
    CertificationRequest.BOUNDS.check(extension.getExtnValue().getOctets());
    return extension.getParsedValue();
  }

  private static OptionalInt keyUsage(Extensions extensions) throws UnreadableException {
    ASN1Encodable value = parsed(extensions, Extension.keyUsage);
    if (value == null) {
      return OptionalInt.empty();
    }
    byte[] bytes = KeyUsage.getInstance(value).getBytes();
    if (bytes.length > MAX_KEY_USAGE_OCTETS) {
      throw new UnreadableException("the PKCS#10's key usage has unknown bits");
    }
    int bits = bytes.length == 0 ? 0 : bytes[0] & 0xff;
    return OptionalInt.of(bytes.length > 1 ? bits | ((bytes[1] & 0xff) << 8) : bits);
  }

  private static boolean isCa(Extensions extensions) throws UnreadableException {
    ASN1Encodable value = parsed(extensions, Extension.basicConstraints);
    return value != null && BasicConstraints.getInstance(value).isCA();
  }

  private List<String> purposes(Extensions extensions) throws UnreadableException {
    ASN1Encodable value = parsed(extensions, Extension.extendedKeyUsage);
    if (value == null) {
      return List.of();
    }
    ExtendedKeyUsage usage = ExtendedKeyUsage.getInstance(value);
    require(usage.size(), limits.maxPurposes(), "extended key usages");
    return Arrays.stream(usage.getUsages()).map(KeyPurposeId::getId).toList();
  }

  private List<SubjectAltName> altNames(Extensions extensions)
      throws UnreadableException, IOException {
    ASN1Encodable value = parsed(extensions, Extension.subjectAlternativeName);
    if (value == null) {
      return List.of();
    }
    GeneralNames names = GeneralNames.getInstance(value);
    require(names.getNames().length, limits.maxAltNames(), "SANs");
    return SubjectAltNames.decode(names);
  }
}
