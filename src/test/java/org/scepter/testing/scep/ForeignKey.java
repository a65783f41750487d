package org.scepter.testing.scep;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.SecureRandom;
import javax.crypto.Cipher;

/**
 * What an attacker puts in the place of a recorded envelope's wrapped key to learn from the answer,
 * or from its time, how it was unwrapped. None of them opens the envelope. For AES-128 and RSA-2048
 * by PKCS#1 v1.5.
 */
public enum ForeignKey {
  /** Below the modulus and otherwise at random, as from an attacker who multiplies. */
  BAD_PADDING("bad padding") {
    @Override
    byte[] wrapped(PublicKey recipient) throws GeneralSecurityException {
      byte[] block = random(MODULUS_LENGTH);
      block[0] = 0;
      block[1] = 1;
      return encrypted("RSA/ECB/NoPadding", recipient, block);
    }
  },
  WRONG_SIZE("wrong size") {
    @Override
    byte[] wrapped(PublicKey recipient) throws GeneralSecurityException {
      return encrypted("RSA/ECB/PKCS1Padding", recipient, random(24));
    }
  },
  RANDOM("random key") {
    @Override
    byte[] wrapped(PublicKey recipient) throws GeneralSecurityException {
      return encrypted("RSA/ECB/PKCS1Padding", recipient, random(16));
    }
  };

  private static final int MODULUS_LENGTH = 256;
  private static final String WRAPPED = "\u0004\u0082\u0001\u0000";
  private static final SecureRandom SECURE_RANDOM = new SecureRandom();

  private final String text;

  ForeignKey(String text) {
    this.text = text;
  }

  abstract byte[] wrapped(PublicKey recipient) throws GeneralSecurityException;

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    SECURE_RANDOM.nextBytes(bytes);
    return bytes;
  }

  private static byte[] encrypted(String transformation, PublicKey recipient, byte[] content)
      throws GeneralSecurityException {
    Cipher rsa = Cipher.getInstance(transformation);
    rsa.init(Cipher.ENCRYPT_MODE, recipient);
    return rsa.doFinal(content);
  }

  /** A copy of {@code envelope} with a wrapped key of this kind, a new one each time. */
  public byte[] in(byte[] envelope, PublicKey recipient) {
    int at = new String(envelope, StandardCharsets.ISO_8859_1).indexOf(WRAPPED);
    if (at < 0) {
      throw new IllegalArgumentException("no key wrapped by RSA-2048");
    }
    byte[] changed = envelope.clone();
    try {
      ByteBuffer.wrap(changed).put(at + WRAPPED.length(), wrapped(recipient));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    return changed;
  }

  @Override
  public String toString() {
    return text;
  }
}
