package org.scepter.issuing.signing;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** RFC 5280 §4.2.1.2 method 1: SHA-1 of the key's bits. It names a key and protects nothing. */
final class KeyIdentifiers {
  private KeyIdentifiers() {}

  static SubjectKeyIdentifier of(SubjectPublicKeyInfo key) {
    try {
      byte[] bits = key.getPublicKeyData().getOctets();
      return new SubjectKeyIdentifier(MessageDigest.getInstance("SHA-1").digest(bits));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
