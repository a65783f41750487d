package org.scepter.pki;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A SHA-256 digest as 64 lower-case hex digits. */
public record Sha256(String hex) {
  public Sha256 {
    Hex.require(hex, 64, "a SHA-256 digest");
  }

  public static Sha256 of(byte[] content) {
    try {
      return new Sha256(Hex.encode(MessageDigest.getInstance("SHA-256").digest(content)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  public byte[] bytes() {
    return Hex.decode(hex);
  }

  /** As administrators compare fingerprints: upper-case pairs separated by colons. */
  public String fingerprint() {
    return hex.toUpperCase(java.util.Locale.ROOT).replaceAll("(..)(?!$)", "$1:");
  }
}
