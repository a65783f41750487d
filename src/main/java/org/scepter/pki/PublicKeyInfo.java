package org.scepter.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
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
  private static final byte UNCOMPRESSED = 4;

  // An RSA-8192 key has 1.1 KiB.
  private static final Asn1Bounds BOUNDS = new Asn1Bounds(4096, 8, 16);
  private static final AlgorithmIdentifier RSA_ENCRYPTION =
      new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);

  /** Key algorithms that requests may use. */
  public enum Algorithm {
    RSA,
    EC
  }

  /**
   * Reads a key. One key has one {@link #spki}, however it came: RSA with or without NULL, its
   * integers padded or not, is encoded anew; EC points are taken uncompressed only.
   *
   * @throws UnreadableException for any other algorithm, size, exponent or curve, and for no key
   */
  public static PublicKeyInfo read(byte[] spki) throws UnreadableException {
    BOUNDS.check(spki);
    try {
      SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(spki);
      ASN1ObjectIdentifier algorithm = info.getAlgorithm().getAlgorithm();
      if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
        return rsa(info);
      }
      if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
        return ec(info);
      }
    } catch (RuntimeException | IOException e) {
      throw new UnreadableException("the public key cannot be read", e);
    }
    throw new UnreadableException("the public key is neither RSA nor EC");
  }

  private static PublicKeyInfo rsa(SubjectPublicKeyInfo info)
      throws UnreadableException, IOException {
    byte[] encoded = info.getPublicKeyData().getOctets();
    BOUNDS.check(encoded);
    RSAPublicKey key = RSAPublicKey.getInstance(encoded);
    int bits = key.getModulus().bitLength();
    if (key.getModulus().signum() <= 0 || bits < MIN_RSA_BITS || bits > MAX_RSA_BITS) {
      throw new UnreadableException(
          "an RSA key has " + MIN_RSA_BITS + " to " + MAX_RSA_BITS + " bits");
    }
    if (!key.getModulus().testBit(0)) {
      throw new UnreadableException("the RSA key's modulus is even");
    }
    BigInteger exponent = key.getPublicExponent();
    if (exponent.compareTo(BigInteger.TWO) <= 0
        || exponent.bitLength() > MAX_EXPONENT_BITS
        || !exponent.testBit(0)) {
      throw new UnreadableException("the RSA key's public exponent is not acceptable");
    }
    return new PublicKeyInfo(
        Der.of(new SubjectPublicKeyInfo(RSA_ENCRYPTION, key).getEncoded("DER")),
        Algorithm.RSA,
        bits);
  }

  private static PublicKeyInfo ec(SubjectPublicKeyInfo info)
      throws UnreadableException, IOException {
    int bits = curveBits(info);
    byte[] point = info.getPublicKeyData().getOctets();
    if (point.length != 1 + 2 * ((bits + 7) / 8) || point[0] != UNCOMPRESSED) {
      throw new UnreadableException("the EC key is no uncompressed point of its curve");
    }
    return new PublicKeyInfo(Der.of(info.getEncoded("DER")), Algorithm.EC, bits);
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

  /** How long an RSA key's public exponent is; 0 for EC. */
  public int exponentBits() {
    return algorithm == Algorithm.RSA ? rsa().getPublicExponent().bitLength() : 0;
  }

  /**
   * Why strangers may find the private key: an RSA exponent below 65537, small or close factors, or
   * a key of the faulty kind that is called ROCA. Empty for EC.
   */
  public Optional<String> weakness() {
    return algorithm == Algorithm.RSA ? WeakKeys.weakness(rsa()) : Optional.empty();
  }

  private RSAPublicKey rsa() {
    return RSAPublicKey.getInstance(
        SubjectPublicKeyInfo.getInstance(spki.bytes()).getPublicKeyData().getOctets());
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
