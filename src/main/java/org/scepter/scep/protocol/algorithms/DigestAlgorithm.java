package org.scepter.scep.protocol.algorithms;

import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/** Digests of a pkiMessage's signature, the weakest first. */
// An object identifier is immutable, though Bouncy Castle cannot say so.
@SuppressWarnings("ImmutableEnumChecker")
public enum DigestAlgorithm {
  /** RFC 8894 §2.9 forbids it; old Cisco IOS knows nothing else. Nobody signs by EC with it. */
  MD5("1.2.840.113549.2.5", "MD5", "1.2.840.113549.1.1.4", "0.0"),
  SHA1("1.3.14.3.2.26", "SHA-1", "1.2.840.113549.1.1.5", "1.2.840.10045.4.1"),
  SHA256("2.16.840.1.101.3.4.2.1", "SHA-256", "1.2.840.113549.1.1.11", "1.2.840.10045.4.3.2"),
  SHA384("2.16.840.1.101.3.4.2.2", "SHA-384", "1.2.840.113549.1.1.12", "1.2.840.10045.4.3.3"),
  SHA512("2.16.840.1.101.3.4.2.3", "SHA-512", "1.2.840.113549.1.1.13", "1.2.840.10045.4.3.4");

  private final ASN1ObjectIdentifier oid;
  private final String javaName;
  private final ASN1ObjectIdentifier withRsa;
  private final ASN1ObjectIdentifier withEcdsa;

  DigestAlgorithm(String oid, String javaName, String withRsa, String withEcdsa) {
    this.oid = new ASN1ObjectIdentifier(oid);
    this.javaName = javaName;
    this.withRsa = new ASN1ObjectIdentifier(withRsa);
    this.withEcdsa = new ASN1ObjectIdentifier(withEcdsa);
  }

  public static Optional<DigestAlgorithm> of(ASN1ObjectIdentifier oid) {
    for (DigestAlgorithm algorithm : values()) {
      if (algorithm.oid.equals(oid)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  /** The digest that a capability names, by itself or with its signature. */
  public static Optional<DigestAlgorithm> shown(ASN1ObjectIdentifier capability) {
    for (DigestAlgorithm algorithm : values()) {
      if (algorithm.oid.equals(capability)
          || algorithm.withRsa.equals(capability)
          || algorithm.withEcdsa.equals(capability)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  public ASN1ObjectIdentifier oid() {
    return oid;
  }

  /** The combined identifier that many clients write instead of rsaEncryption. */
  public ASN1ObjectIdentifier withRsa() {
    return withRsa;
  }

  public ASN1ObjectIdentifier withEcdsa() {
    return withEcdsa;
  }

  /** As the JDK names it. */
  public String javaName() {
    return javaName;
  }

  /** The RSA PKCS#1 v1.5 signature with this digest, as the JDK names it. */
  public String javaSignatureName() {
    return name() + "withRSA";
  }

  /** The ECDSA signature with this digest, as the JDK names it. */
  public String javaEcdsaName() {
    return name() + "withECDSA";
  }
}
