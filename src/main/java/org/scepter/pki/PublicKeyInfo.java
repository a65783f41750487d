package org.scepter.pki;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * A requester's public key, checked before any arithmetic is done with it: RSA with 1024 to 8192
 * bits and an odd exponent of 3 to 2^64, or one of the curves P-256, P-384 and P-521. What a
 * profile accepts of these is its own matter.
 */
public record PublicKeyInfo(Der spki, Algorithm algorithm, int bits) {
  private static final int MIN_RSA_BITS = 1024;
  private static final int MAX_RSA_BITS = 8192;
  private static final int MAX_EXPONENT_BITS = 64;

  /** Key algorithms that requests may use. */
  public enum Algorithm {
    RSA,
    EC
  }

  /**
   * @throws UnreadableException for any other algorithm, size, exponent or curve, and for no key
   */
  public static PublicKeyInfo read(byte[] spki) throws UnreadableException {
    try {
      SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(spki);
      ASN1ObjectIdentifier algorithm = info.getAlgorithm().getAlgorithm();
      Der der = Der.of(info.getEncoded("DER"));
      if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
        return new PublicKeyInfo(der, Algorithm.RSA, rsaBits(info));
      }
      if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
        return new PublicKeyInfo(der, Algorithm.EC, curveBits(info));
      }
    } catch (RuntimeException | java.io.IOException e) {
      throw new UnreadableException("the public key cannot be read", e);
    }
    throw new UnreadableException("the public key is neither RSA nor EC");
  }

  private static int rsaBits(SubjectPublicKeyInfo info)
      throws UnreadableException, java.io.IOException {
    RSAPublicKey key = RSAPublicKey.getInstance(info.parsePublicKey());
    int bits = key.getModulus().bitLength();
    if (key.getModulus().signum() <= 0 || bits < MIN_RSA_BITS || bits > MAX_RSA_BITS) {
      throw new UnreadableException(
          "an RSA key has " + MIN_RSA_BITS + " to " + MAX_RSA_BITS + " bits");
    }
    BigInteger exponent = key.getPublicExponent();
    if (exponent.compareTo(BigInteger.TWO) <= 0
        || exponent.bitLength() > MAX_EXPONENT_BITS
        || !exponent.testBit(0)) {
      throw new UnreadableException("the RSA key's public exponent is not acceptable");
    }
    return bits;
  }

  private static int curveBits(SubjectPublicKeyInfo info) throws UnreadableException {
    Object curve = info.getAlgorithm().getParameters();
    if (SECObjectIdentifiers.secp256r1.equals(curve)) {
      return 256;
    }
    if (SECObjectIdentifiers.secp384r1.equals(curve)) {
      return 384;
    }
    if (SECObjectIdentifiers.secp521r1.equals(curve)) {
      return 521;
    }
    throw new UnreadableException("the EC key is not on P-256, P-384 or P-521");
  }

  /** SHA-256 over the DER SubjectPublicKeyInfo: what an enrolment is bound to. */
  public Sha256 digest() {
    return spki.sha256();
  }

  /**
   * @throws UnreadableException if {@code provider} finds the key impossible (a point off its
   *     curve)
   */
  public PublicKey toPublicKey(Provider provider) throws UnreadableException {
    try {
      return KeyFactory.getInstance(algorithm.name(), provider)
          .generatePublic(new X509EncodedKeySpec(spki.bytes()));
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new UnreadableException("the public key is impossible", e);
    }
  }
}
