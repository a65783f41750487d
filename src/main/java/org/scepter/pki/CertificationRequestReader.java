package org.scepter.pki;

import java.io.IOException;
import java.security.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;

/** Takes a PKCS#10 apart; the only place that meets Bouncy Castle's runtime exceptions for it. */
final class CertificationRequestReader {
  private static final int MAX_ATTRIBUTES = 32;
  private static final int MAX_ALT_NAMES = 64;
  private static final int MAX_PURPOSES = 32;
  private static final ASN1ObjectIdentifier MICROSOFT_EXTENSION_REQUEST =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.311.2.1.14");
  private static final Set<String> STRONG_SIGNATURES =
      Set.of(
          "1.2.840.113549.1.1.11", // sha256WithRSAEncryption
          "1.2.840.113549.1.1.12", // sha384WithRSAEncryption
          "1.2.840.113549.1.1.13", // sha512WithRSAEncryption
          "1.2.840.113549.1.1.10", // RSASSA-PSS
          "1.2.840.10045.4.3.2", // ecdsa-with-SHA256
          "1.2.840.10045.4.3.3", // ecdsa-with-SHA384
          "1.2.840.10045.4.3.4"); // ecdsa-with-SHA512
  private static final Set<String> SHA1_SIGNATURES =
      Set.of("1.2.840.113549.1.1.5", "1.2.840.10045.4.1");

  private CertificationRequestReader() {}

  static CertificationRequest read(byte[] der) throws UnreadableException {
    if (der.length > CertificationRequest.MAX_DER_LENGTH) {
      throw new UnreadableException(
          "the PKCS#10 is longer than " + CertificationRequest.MAX_DER_LENGTH + " bytes");
    }
    try {
      return take(der);
    } catch (IOException | RuntimeException e) {
      throw new UnreadableException("the PKCS#10 cannot be read", e);
    }
  }

  private static CertificationRequest take(byte[] der) throws UnreadableException, IOException {
    PKCS10CertificationRequest request = new PKCS10CertificationRequest(der);
    CertificationRequestInfo info = request.toASN1Structure().getCertificationRequestInfo();
    if (info.getAttributes() != null && info.getAttributes().size() > MAX_ATTRIBUTES) {
      throw new UnreadableException("the PKCS#10 has more than " + MAX_ATTRIBUTES + " attributes");
    }
    Optional<Extensions> extensions = extensions(request);
    List<SubjectAltName> names = extensions.isPresent() ? altNames(extensions.get()) : List.of();
    return new CertificationRequest(
        Der.of(der),
        SubjectName.fromDer(info.getSubject().getEncoded("DER")),
        PublicKeyInfo.read(info.getSubjectPublicKeyInfo().getEncoded("DER")),
        challenge(request),
        names,
        extensions.map(CertificationRequestReader::keyUsage).orElse(OptionalInt.empty()),
        extensions.map(CertificationRequestReader::purposes).orElse(List.of()),
        SecurityIdentifier.find(extensions, names));
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
    if (value.get().toASN1Primitive() instanceof ASN1String text) {
      return Optional.of(ChallengePassword.of(text.getString()));
    }
    throw new UnreadableException("the challengePassword is not a string");
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

  private static OptionalInt keyUsage(Extensions extensions) {
    KeyUsage usage = KeyUsage.fromExtensions(extensions);
    if (usage == null) {
      return OptionalInt.empty();
    }
    byte[] bytes = usage.getBytes();
    int bits = bytes.length == 0 ? 0 : bytes[0] & 0xff;
    return OptionalInt.of(bytes.length > 1 ? bits | (bytes[1] & 0xff) << 8 : bits);
  }

  private static List<String> purposes(Extensions extensions) {
    ExtendedKeyUsage usage = ExtendedKeyUsage.fromExtensions(extensions);
    if (usage == null) {
      return List.of();
    }
    if (usage.size() > MAX_PURPOSES) {
      throw new IllegalArgumentException("too many extended key usages");
    }
    List<String> oids = new ArrayList<>();
    for (KeyPurposeId purpose : usage.getUsages()) {
      oids.add(purpose.getId());
    }
    return oids;
  }

  private static List<SubjectAltName> altNames(Extensions extensions)
      throws UnreadableException, IOException {
    GeneralNames names = GeneralNames.fromExtensions(extensions, Extension.subjectAlternativeName);
    if (names == null) {
      return List.of();
    }
    if (names.getNames().length > MAX_ALT_NAMES) {
      throw new UnreadableException("the PKCS#10 has more than " + MAX_ALT_NAMES + " SANs");
    }
    List<SubjectAltName> all = new ArrayList<>();
    for (GeneralName name : names.getNames()) {
      all.add(altName(name));
    }
    return all;
  }

  private static SubjectAltName altName(GeneralName name) throws IOException {
    return switch (name.getTagNo()) {
      case GeneralName.rfc822Name -> text(SubjectAltName.Kind.EMAIL, name);
      case GeneralName.dNSName -> text(SubjectAltName.Kind.DNS, name);
      case GeneralName.uniformResourceIdentifier -> text(SubjectAltName.Kind.URI, name);
      case GeneralName.iPAddress -> new SubjectAltName(SubjectAltName.Kind.IP, address(name));
      case GeneralName.otherName -> otherName(name);
      default -> opaque(name);
    };
  }

  private static SubjectAltName text(SubjectAltName.Kind kind, GeneralName name) {
    return new SubjectAltName(kind, ((ASN1String) name.getName()).getString());
  }

  private static String address(GeneralName name) throws IOException {
    byte[] octets = ASN1OctetString.getInstance(name.getName()).getOctets();
    return java.net.InetAddress.getByAddress(octets).getHostAddress();
  }

  private static SubjectAltName otherName(GeneralName name) throws IOException {
    ASN1Sequence parts = ASN1Sequence.getInstance(name.getName());
    if (SubjectAltNames.USER_PRINCIPAL_NAME.equals(parts.getObjectAt(0))) {
      ASN1TaggedObject value = ASN1TaggedObject.getInstance(parts.getObjectAt(1));
      if (value.getExplicitBaseObject() instanceof ASN1String text) {
        return new SubjectAltName(SubjectAltName.Kind.UPN, text.getString());
      }
    }
    return opaque(name);
  }

  private static SubjectAltName opaque(GeneralName name) throws IOException {
    return new SubjectAltName(SubjectAltName.Kind.OTHER, Hex.encode(name.getEncoded("DER")));
  }

  static boolean isSignedByItsKey(
      CertificationRequest request, Provider provider, boolean allowSha1Digest) {
    try {
      PKCS10CertificationRequest pkcs10 = new PKCS10CertificationRequest(request.der().bytes());
      String algorithm = pkcs10.getSignatureAlgorithm().getAlgorithm().getId();
      if (!STRONG_SIGNATURES.contains(algorithm)
          && !(allowSha1Digest && SHA1_SIGNATURES.contains(algorithm))) {
        return false;
      }
      return pkcs10.isSignatureValid(
          new JcaContentVerifierProviderBuilder()
              .setProvider(provider)
              .build(request.publicKey().toPublicKey(provider)));
    } catch (IOException
        | OperatorCreationException
        | PKCSException
        | UnreadableException
        | RuntimeException e) {
      return false;
    }
  }
}
