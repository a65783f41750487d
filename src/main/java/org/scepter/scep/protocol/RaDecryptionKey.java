package org.scepter.scep.protocol;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.RecipientIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAESOAEPparams;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.scepter.pki.Der;
import org.scepter.scep.protocol.algorithms.DigestAlgorithm;

/**
 * The registration authority's decryption key with its certificate, prepared once.
 *
 * <p>Security guarantee: {@link #unwrap} never says whether a content encryption key was wrapped
 * correctly. A fault in the padding gives a random key of the right length, chosen without a branch
 * (RFC 3218 §2.3.2, as in TLS), so that the fault shows only where every other fault of the content
 * shows too.
 */
public final class RaDecryptionKey {
  private static final int MIN_PADDING = 8;

  private final PrivateKey key;
  private final Provider provider;
  private final SecureRandom random;
  private final int modulusLength;
  private final X500Name issuer;
  private final BigInteger serial;
  private final byte[] keyIdentifier;
  private final Decoy decoy;

  /**
   * @param provider does the private-key operations; {@code key} should be an object of its own
   * @throws IllegalArgumentException if the certificate's key is not RSA
   */
  public RaDecryptionKey(
      PrivateKey key, X509Certificate certificate, Provider provider, SecureRandom random) {
    if (!(certificate.getPublicKey() instanceof RSAPublicKey publicKey)) {
      throw new IllegalArgumentException("the RA's decryption key must be RSA");
    }
    this.key = Objects.requireNonNull(key);
    this.provider = Objects.requireNonNull(provider);
    this.random = Objects.requireNonNull(random);
    this.modulusLength = (publicKey.getModulus().bitLength() + 7) / 8;
    this.issuer = X500Name.getInstance(certificate.getIssuerX500Principal().getEncoded());
    this.serial = certificate.getSerialNumber();
    this.decoy = new Decoy(certificate);
    byte[] extension = certificate.getExtensionValue("2.5.29.14");
    this.keyIdentifier =
        extension == null
            ? null
            : ASN1OctetString.getInstance(ASN1OctetString.getInstance(extension).getOctets())
                .getOctets();
  }

  boolean isNamedBy(RecipientIdentifier recipient) {
    if (recipient.isTagged()) {
      return Arrays.equals(
          keyIdentifier, ASN1OctetString.getInstance(recipient.getId()).getOctets());
    }
    IssuerAndSerialNumber name = IssuerAndSerialNumber.getInstance(recipient.getId());
    return name.getSerialNumber().hasValue(serial)
        && SignedPkiMessage.isSame(issuer, name.getName());
  }

  Decoy decoy() {
    return decoy;
  }

  /** Whether keys wrapped by {@code algorithm} can be unwrapped: PKCS#1 v1.5 and OAEP. */
  boolean takes(AlgorithmIdentifier algorithm) {
    return isPkcs1(algorithm) || oaep(algorithm).isPresent();
  }

  /**
   * The content encryption key, or a random one; always {@code length} bytes, and no caller can
   * tell which.
   */
  byte[] unwrap(AlgorithmIdentifier algorithm, byte[] wrapped, int length) {
    byte[] substitute = new byte[length];
    random.nextBytes(substitute);
    return isPkcs1(algorithm)
        ? unwrapPkcs1(wrapped, substitute)
        : unwrapOaep(oaep(algorithm).orElseThrow(), wrapped, substitute);
  }

  private byte[] unwrapPkcs1(byte[] wrapped, byte[] substitute) {
    byte[] block = new byte[modulusLength];
    try {
      Cipher rsa = Cipher.getInstance("RSA/ECB/NoPadding", provider);
      rsa.init(Cipher.DECRYPT_MODE, key);
      byte[] raw = rsa.doFinal(wrapped);
      // Bouncy Castle leaves out leading zeros, the JDK does not.
      System.arraycopy(raw, 0, block, modulusLength - raw.length, raw.length);
    } catch (GeneralSecurityException | RuntimeException e) {
      Arrays.fill(block, (byte) 0);
    }
    return unpad(block, substitute);
  }

  /** 00 02, at least eight octets that are not zero, 00, the key: all of them always looked at. */
  static byte[] unpad(byte[] block, byte[] substitute) {
    int separator = block.length - substitute.length - 1;
    int wrong = separator < 2 + MIN_PADDING ? 1 : 0;
    wrong |= block[0] & 0xff;
    wrong |= (block[1] ^ 2) & 0xff;
    for (int i = 2; i < separator; i++) {
      wrong |= ((block[i] & 0xff) - 1) >>> 31;
    }
    wrong |= block[separator] & 0xff;
    int right = (wrong - 1) >> 31;
    byte[] key = new byte[substitute.length];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) ((block[separator + 1 + i] & right) | (substitute[i] & ~right));
    }
    return key;
  }

  private byte[] unwrapOaep(AlgorithmParameterSpec spec, byte[] wrapped, byte[] substitute) {
    try {
      Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPPadding", provider);
      rsa.init(Cipher.DECRYPT_MODE, key, spec);
      byte[] unwrapped = rsa.doFinal(wrapped);
      return unwrapped.length == substitute.length ? unwrapped : substitute;
    } catch (GeneralSecurityException | RuntimeException e) {
      return substitute;
    }
  }

  private static boolean isPkcs1(AlgorithmIdentifier algorithm) {
    return PKCSObjectIdentifiers.rsaEncryption.equals(algorithm.getAlgorithm());
  }

  private static Optional<AlgorithmParameterSpec> oaep(AlgorithmIdentifier algorithm) {
    if (!PKCSObjectIdentifiers.id_RSAES_OAEP.equals(algorithm.getAlgorithm())) {
      return Optional.empty();
    }
    try {
      RSAESOAEPparams parameters =
          algorithm.getParameters() == null
              ? new RSAESOAEPparams()
              : RSAESOAEPparams.getInstance(algorithm.getParameters());
      AlgorithmIdentifier mask = parameters.getMaskGenAlgorithm();
      if (!PKCSObjectIdentifiers.id_mgf1.equals(mask.getAlgorithm())
          || !RSAESOAEPparams.DEFAULT_P_SOURCE_ALGORITHM.equals(parameters.getPSourceAlgorithm())) {
        return Optional.empty();
      }
      Optional<DigestAlgorithm> digest = oaepDigest(parameters.getHashAlgorithm());
      Optional<DigestAlgorithm> maskDigest =
          oaepDigest(AlgorithmIdentifier.getInstance(mask.getParameters()));
      return digest.flatMap(one -> maskDigest.map(two -> oaep(one, two)));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<DigestAlgorithm> oaepDigest(AlgorithmIdentifier algorithm) {
    return DigestAlgorithm.of(algorithm.getAlgorithm())
        .filter(digest -> digest != DigestAlgorithm.MD5);
  }

  private static AlgorithmParameterSpec oaep(DigestAlgorithm digest, DigestAlgorithm maskDigest) {
    return new OAEPParameterSpec(
        digest.javaName(),
        "MGF1",
        new MGF1ParameterSpec(maskDigest.javaName()),
        PSource.PSpecified.DEFAULT);
  }

  /** The issuer and serial alone. */
  @Override
  public String toString() {
    return "RA decryption key " + Der.of(serial.toByteArray()).sha256().hex().substring(0, 8);
  }
}
