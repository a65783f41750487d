package org.scepter.scep.protocol.cms;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.scepter.pki.ChallengePassword;
import org.scepter.scep.protocol.algorithms.ContentCipher;
import org.scepter.scep.protocol.algorithms.DigestAlgorithm;

/**
 * PasswordRecipientInfo (RFC 5652 §6.2.4, RFC 3211 §2.3): a content encryption key wrapped under a
 * key that both sides derive from the challenge (RFC 8894 §3.1), for requesters whose own key
 * cannot decrypt.
 */
public final class PasswordRecipient {
  private static final byte[] VERSION = Tlv.integer(0);
  private static final byte[] PWRI_KEK = Tlv.of(PKCSObjectIdentifiers.id_alg_PWRI_KEK);
  private static final byte[] PBKDF2 = Tlv.of(PKCSObjectIdentifiers.id_PBKDF2);
  private static final int SALT_LENGTH = 16;
  private static final int MIN_BLOCKS = 2;
  private static final int HEADER = 4;
  private static final int CHECKED = 3;

  // A challenge has 256 random bits and dies with this answer, which protects a certificate.
  private static final int ITERATIONS = 4096;

  private final Provider provider;
  private final SecureRandom random;

  public PasswordRecipient(Provider provider, SecureRandom random) {
    this.provider = provider;
    this.random = random;
  }

  /**
   * The RecipientInfo, [3].
   *
   * @param cipher wraps the key; the content's own
   * @param digest of the key derivation: SHA-1 for who showed nothing better, else SHA-256
   */
  public byte[] seal(
      byte[] key, ContentCipher cipher, DigestAlgorithm digest, ChallengePassword password)
      throws GeneralSecurityException {
    boolean sha1 = digest == DigestAlgorithm.SHA1 || digest == DigestAlgorithm.MD5;
    byte[] salt = randomBytes(SALT_LENGTH);
    byte[] vector = randomBytes(cipher.blockLength());
    byte[] wrapping = derive(password, salt, cipher.keyLength(), sha1 ? "SHA1" : "SHA256");
    try {
      return Tlv.context(
          3,
          VERSION,
          Tlv.context(0, PBKDF2, derivation(salt, cipher.keyLength(), sha1)),
          Tlv.sequence(PWRI_KEK, Tlv.sequence(Tlv.of(cipher.oid()), Tlv.octets(vector))),
          Tlv.octets(wrap(key, cipher, wrapping, vector)));
    } finally {
      Arrays.fill(wrapping, (byte) 0);
    }
  }

  // DER leaves out the default, which is HMAC with SHA-1.
  private static byte[] derivation(byte[] salt, int length, boolean sha1) {
    byte[] name = Tlv.octets(salt);
    byte[] iterations = Tlv.integer(ITERATIONS);
    byte[] keyLength = Tlv.integer(length);
    ASN1ObjectIdentifier sha256 = PKCSObjectIdentifiers.id_hmacWithSHA256;
    return sha1
        ? Tlv.sequence(name, iterations, keyLength)
        : Tlv.sequence(
            name, iterations, keyLength, Tlv.sequence(Tlv.of(sha256), Tlv.of(DERNull.INSTANCE)));
  }

  private byte[] derive(ChallengePassword password, byte[] salt, int length, String digest)
      throws GeneralSecurityException {
    PBEKeySpec spec = new PBEKeySpec(password.reveal().toCharArray(), salt, ITERATIONS, 8 * length);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmac" + digest, provider)
          .generateSecret(spec)
          .getEncoded();
    } finally {
      spec.clearPassword();
    }
  }

  /** Length, three check octets, key and random padding; encrypted twice in one chain. */
  private byte[] wrap(byte[] key, ContentCipher cipher, byte[] wrapping, byte[] vector)
      throws GeneralSecurityException {
    int block = cipher.blockLength();
    int blocks = Math.max(MIN_BLOCKS, (HEADER + key.length + block - 1) / block);
    byte[] plain = randomBytes(blocks * block);
    plain[0] = (byte) key.length;
    for (int i = 0; i < CHECKED; i++) {
      plain[1 + i] = (byte) ~key[i];
    }
    System.arraycopy(key, 0, plain, HEADER, key.length);
    byte[] once = encrypt(plain, cipher, wrapping, vector);
    Arrays.fill(plain, (byte) 0);
    return encrypt(
        once, cipher, wrapping, Arrays.copyOfRange(once, once.length - block, once.length));
  }

  private byte[] encrypt(byte[] plain, ContentCipher cipher, byte[] wrapping, byte[] vector)
      throws GeneralSecurityException {
    Cipher encryption = Cipher.getInstance(cipher.unpaddedTransformation(), provider);
    encryption.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(wrapping, cipher.keyName()),
        new IvParameterSpec(vector));
    return encryption.doFinal(plain);
  }

  private byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
