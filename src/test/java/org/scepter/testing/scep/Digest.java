package org.scepter.testing.scep;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** Digests that a SignerInfo can name. */
public enum Digest {
  MD5("MD5", "MD5withRSA", "1.2.840.113549.2.5"),
  SHA1("SHA-1", "SHA1withRSA", "1.3.14.3.2.26"),
  SHA256("SHA-256", "SHA256withRSA", "2.16.840.1.101.3.4.2.1"),
  SHA384("SHA-384", "SHA384withRSA", "2.16.840.1.101.3.4.2.2"),
  SHA512("SHA-512", "SHA512withRSA", "2.16.840.1.101.3.4.2.3");

  private final String javaName;
  private final String signatureName;
  private final String oid;

  Digest(String javaName, String signatureName, String oid) {
    this.javaName = javaName;
    this.signatureName = signatureName;
    this.oid = oid;
  }

  static Digest of(AlgorithmIdentifier algorithm) {
    for (Digest digest : values()) {
      if (digest.oid.equals(algorithm.getAlgorithm().getId())) {
        return digest;
      }
    }
    throw new AssertionError("unknown digest " + algorithm.getAlgorithm());
  }

  AlgorithmIdentifier identifier() {
    return new AlgorithmIdentifier(new ASN1ObjectIdentifier(oid), DERNull.INSTANCE);
  }

  /** ECDSA with this digest (RFC 5754 §3.3), for the SHA-2 family. */
  String ecdsaOid() {
    return switch (this) {
      case SHA256 -> "1.2.840.10045.4.3.2";
      case SHA384 -> "1.2.840.10045.4.3.3";
      case SHA512 -> "1.2.840.10045.4.3.4";
      case MD5, SHA1 -> throw new IllegalArgumentException(this + " with ECDSA");
    };
  }

  String ecdsaName() {
    return signatureName.replace("RSA", "ECDSA");
  }

  String signatureName() {
    return signatureName;
  }

  /** The digest of {@code bytes}. */
  public byte[] of(byte[] bytes) {
    try {
      return MessageDigest.getInstance(javaName).digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
