package org.scepter.testing.scep;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** Builds a PKCS#10 (RFC 2986) with a challengePassword and an extensionRequest (RFC 2985 §5.4). */
public final class Csr {
  /** digitalSignature alone, as the one octet of a key usage that Microsoft's registry names. */
  public static final int SIGNATURE = 0x80;

  /** keyEncipherment alone. */
  public static final int ENCRYPTION = 0x20;

  /** Both. */
  public static final int GENERAL_PURPOSE = SIGNATURE | ENCRYPTION;

  /** No key usage in the request. */
  public static final int NO_KEY_USAGE = 0;

  private static final String CHALLENGE_PASSWORD = "1.2.840.113549.1.9.7";
  private static final String EXTENSION_REQUEST = "1.2.840.113549.1.9.14";
  private static final String UPN = "1.3.6.1.4.1.311.20.2.3";

  private final KeyPair key;
  private final String subject;
  private final List<GeneralName> alternativeNames = new ArrayList<>();
  private final List<Extension> extensions = new ArrayList<>();
  private final List<ASN1Encodable> moreAttributes = new ArrayList<>();
  private List<String> extendedKeyUsages = List.of();
  private int keyUsage = NO_KEY_USAGE;
  private Optional<ASN1Encodable> challenge = Optional.empty();
  private boolean brokenSignature;

  private Csr(KeyPair key, String subject) {
    this.key = key;
    this.subject = subject;
  }

  /**
   * @param subject as profiles write it, first attribute first
   */
  public static Csr of(KeyPair key, String subject) {
    return new Csr(key, subject);
  }

  /** Names as a policy writes them, {@code DNS:phone.example.test}. */
  public Csr alternativeNames(List<String> names) {
    names.forEach(name -> alternativeNames.add(generalName(name)));
    return this;
  }

  private static GeneralName generalName(String name) {
    int colon = name.indexOf(':');
    String value = name.substring(colon + 1);
    return switch (name.substring(0, colon)) {
      case "DNS" -> new GeneralName(GeneralName.dNSName, value);
      case "EMAIL" -> new GeneralName(GeneralName.rfc822Name, value);
      case "URI" -> new GeneralName(GeneralName.uniformResourceIdentifier, value);
      case "IP" -> new GeneralName(GeneralName.iPAddress, value);
      case "UPN" ->
          new GeneralName(
              GeneralName.otherName,
              new DERSequence(
                  new ASN1Encodable[] {
                    Asn1.oid(UPN),
                    new DERTaggedObject(true, 0, new org.bouncycastle.asn1.DERUTF8String(value))
                  }));
      default -> throw new IllegalArgumentException(name);
    };
  }

  /**
   * @param mask bits of the extension's first octet, see {@link #GENERAL_PURPOSE}
   */
  public Csr keyUsage(int mask) {
    this.keyUsage = mask;
    return this;
  }

  public Csr extendedKeyUsages(List<String> oids) {
    this.extendedKeyUsages = List.copyOf(oids);
    return this;
  }

  /** Any further extension. */
  public Csr extension(String oid, boolean critical, byte[] value) {
    extensions.add(
        new Extension(Asn1.oid(oid), critical, new org.bouncycastle.asn1.DEROctetString(value)));
    return this;
  }

  /** Any further attribute with one value. */
  public Csr attribute(String oid, ASN1Encodable value) {
    moreAttributes.add(single(oid, value));
    return this;
  }

  public Csr challenge(String password) {
    return challenge(new DERPrintableString(password));
  }

  /** A challenge of another string type: devices send all of them. */
  public Csr challenge(ASN1Encodable password) {
    this.challenge = Optional.of(password);
    return this;
  }

  public Csr withoutChallenge() {
    this.challenge = Optional.empty();
    return this;
  }

  /** Flips a bit of the proof of possession. */
  public Csr brokenSignature() {
    this.brokenSignature = true;
    return this;
  }

  /** The signed request. */
  public byte[] der() {
    ASN1Encodable info =
        new DERSequence(
            new ASN1Encodable[] {
              new ASN1Integer(0),
              new X500Name(subject),
              SubjectPublicKeyInfo.getInstance(key.getPublic().getEncoded()),
              new DERTaggedObject(false, 0, Asn1.set(attributes()))
            });
    byte[] signature = sign(Asn1.der(info));
    if (brokenSignature) {
      signature[signature.length / 2] ^= 1;
    }
    return Asn1.der(
        new DERSequence(
            new ASN1Encodable[] {info, signatureAlgorithm(), new DERBitString(signature)}));
  }

  private ASN1Encodable[] attributes() {
    List<ASN1Encodable> attributes = new ArrayList<>();
    challenge.ifPresent(password -> attributes.add(single(CHALLENGE_PASSWORD, password)));
    List<Extension> requested = requestedExtensions();
    if (!requested.isEmpty()) {
      attributes.add(
          single(EXTENSION_REQUEST, new Extensions(requested.toArray(new Extension[0]))));
    }
    attributes.addAll(moreAttributes);
    return attributes.toArray(new ASN1Encodable[0]);
  }

  private static ASN1Encodable single(String oid, ASN1Encodable value) {
    return new DERSequence(new ASN1Encodable[] {Asn1.oid(oid), Asn1.set(value)});
  }

  private List<Extension> requestedExtensions() {
    List<Extension> requested = new ArrayList<>(extensions);
    try {
      if (keyUsage != NO_KEY_USAGE) {
        requested.add(Extension.create(Extension.keyUsage, true, new KeyUsage(keyUsage)));
      }
      if (!alternativeNames.isEmpty()) {
        requested.add(
            Extension.create(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(alternativeNames.toArray(new GeneralName[0]))));
      }
      if (!extendedKeyUsages.isEmpty()) {
        KeyPurposeId[] purposes =
            extendedKeyUsages.stream()
                .map(oid -> KeyPurposeId.getInstance(Asn1.oid(oid)))
                .toArray(KeyPurposeId[]::new);
        requested.add(
            Extension.create(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes)));
      }
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return requested;
  }

  private ASN1Encodable signatureAlgorithm() {
    return isRsa()
        ? new DERSequence(
            new ASN1Encodable[] {
              Asn1.oid("1.2.840.113549.1.1.11"), org.bouncycastle.asn1.DERNull.INSTANCE
            })
        : new DERSequence(Asn1.oid("1.2.840.10045.4.3.2"));
  }

  private boolean isRsa() {
    return "RSA".equals(key.getPublic().getAlgorithm());
  }

  private byte[] sign(byte[] bytes) {
    try {
      Signature signature = Signature.getInstance(isRsa() ? "SHA256withRSA" : "SHA256withECDSA");
      signature.initSign(key.getPrivate());
      signature.update(bytes);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
