package org.scepter.scep.protocol.algorithms;

import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/** Content encryption of an envelope: CBC with PKCS#7 padding, the initialisation vector beside. */
// An object identifier is immutable, though Bouncy Castle cannot say so.
@SuppressWarnings("ImmutableEnumChecker")
public enum ContentCipher {
  AES_256_CBC("2.16.840.1.101.3.4.1.42", "AES", 32, 16),
  AES_192_CBC("2.16.840.1.101.3.4.1.22", "AES", 24, 16),
  AES_128_CBC("2.16.840.1.101.3.4.1.2", "AES", 16, 16),
  DES_EDE3_CBC("1.2.840.113549.3.7", "DESede", 24, 8),
  DES_CBC("1.3.14.3.2.7", "DES", 8, 8);

  private final ASN1ObjectIdentifier oid;
  private final String keyName;
  private final int keyLength;
  private final int blockLength;

  ContentCipher(String oid, String keyName, int keyLength, int blockLength) {
    this.oid = new ASN1ObjectIdentifier(oid);
    this.keyName = keyName;
    this.keyLength = keyLength;
    this.blockLength = blockLength;
  }

  public static Optional<ContentCipher> of(ASN1ObjectIdentifier oid) {
    for (ContentCipher cipher : values()) {
      if (cipher.oid.equals(oid)) {
        return Optional.of(cipher);
      }
    }
    return Optional.empty();
  }

  public ASN1ObjectIdentifier oid() {
    return oid;
  }

  /** The key's algorithm as the JDK names it. */
  public String keyName() {
    return keyName;
  }

  /** The transformation as the JDK names it. */
  public String transformation() {
    return keyName + "/CBC/PKCS5Padding";
  }

  /** The same without the padding. */
  public String unpaddedTransformation() {
    return keyName + "/CBC/NoPadding";
  }

  /** In bytes. */
  public int keyLength() {
    return keyLength;
  }

  /** In bytes; also the length of the initialisation vector. */
  public int blockLength() {
    return blockLength;
  }
}
