package org.scepter.testing.scep;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/** Content-encryption algorithms that an EnvelopedData can name, all in CBC mode. */
public enum ContentCipher {
  DES("DES", 8, 8, "1.3.14.3.2.7"),
  DES3("DESede", 24, 8, "1.2.840.113549.3.7"),
  AES128("AES", 16, 16, "2.16.840.1.101.3.4.1.2"),
  AES192("AES", 24, 16, "2.16.840.1.101.3.4.1.22"),
  AES256("AES", 32, 16, "2.16.840.1.101.3.4.1.42");

  private final String javaName;
  private final int keyLength;
  private final int blockLength;
  private final String oid;

  ContentCipher(String javaName, int keyLength, int blockLength, String oid) {
    this.javaName = javaName;
    this.keyLength = keyLength;
    this.blockLength = blockLength;
    this.oid = oid;
  }

  static ContentCipher of(ASN1ObjectIdentifier algorithm) {
    for (ContentCipher cipher : values()) {
      if (cipher.oid.equals(algorithm.getId())) {
        return cipher;
      }
    }
    throw new AssertionError("unknown cipher " + algorithm);
  }

  String javaName() {
    return javaName;
  }

  String transformation() {
    return javaName + "/CBC/PKCS5Padding";
  }

  int keyLength() {
    return keyLength;
  }

  int blockLength() {
    return blockLength;
  }

  ASN1ObjectIdentifier oid() {
    return new ASN1ObjectIdentifier(oid);
  }
}
