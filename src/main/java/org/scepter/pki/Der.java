package org.scepter.pki;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** Bytes of one encoded ASN.1 value; immutable, compared by content, never printed. */
public final class Der {
  private final byte[] bytes;

  private Der(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Copies {@code bytes}; that they are well-formed is for the parser of their content to say. */
  public static Der of(byte[] bytes) {
    if (bytes.length == 0) {
      throw new IllegalArgumentException("DER must not be empty");
    }
    return new Der(bytes.clone());
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  public int length() {
    return bytes.length;
  }

  /** SHA-256 over all bytes. */
  public Sha256 sha256() {
    return Sha256.of(bytes);
  }

  /** SHA-1 over all bytes: of a certificate, its thumbprint. */
  public Thumbprint thumbprint() {
    try {
      return new Thumbprint(Hex.encode(MessageDigest.getInstance("SHA-1").digest(bytes)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }

  /** Standard base64 with padding, no line breaks. */
  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Der der && Arrays.equals(bytes, der.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "DER of " + bytes.length + " bytes";
  }
}
