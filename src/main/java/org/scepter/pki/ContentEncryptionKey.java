package org.scepter.pki;

import java.security.MessageDigest;

/**
 * The symmetric key under which the content of one pkcsPKIEnvelope is encrypted (RFC 5652 §6). A
 * secret: it opens a recorded message. Immutable.
 */
public final class ContentEncryptionKey {
  /** AES-256; DES and 3DES keys are shorter. */
  public static final int MAX_LENGTH = 32;

  private static final int MIN_LENGTH = 8;

  private final byte[] octets;

  private ContentEncryptionKey(byte[] octets) {
    this.octets = octets;
  }

  /**
   * @throws IllegalArgumentException unless it has 8 to {@link #MAX_LENGTH} octets
   */
  public static ContentEncryptionKey of(byte[] octets) {
    if (octets.length < MIN_LENGTH || octets.length > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a content encryption key has " + MIN_LENGTH + " to " + MAX_LENGTH + " octets");
    }
    return new ContentEncryptionKey(octets.clone());
  }

  /** A copy of the octets, for decrypting and for the call between servers alone. */
  public byte[] reveal() {
    return octets.clone();
  }

  /** In constant time. */
  @Override
  public boolean equals(Object other) {
    return other instanceof ContentEncryptionKey that && MessageDigest.isEqual(octets, that.octets);
  }

  /** Tells nothing of the key. */
  @Override
  public int hashCode() {
    return ContentEncryptionKey.class.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
