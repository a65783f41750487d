package org.scepter.profile;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Digests with which a device may sign its request. */
public enum HashAlgorithm {
  SHA_256("SHA-256"),
  SHA_384("SHA-384"),
  SHA_512("SHA-512");

  private final String text;

  HashAlgorithm(String text) {
    this.text = text;
  }

  /** As profiles write it: {@code SHA-256}. */
  public String text() {
    return text;
  }

  int bits() {
    return switch (this) {
      case SHA_256 -> 256;
      case SHA_384 -> 384;
      case SHA_512 -> 512;
    };
  }

  static Optional<HashAlgorithm> find(String text) {
    return Arrays.stream(values()).filter(hash -> hash.text.equals(text)).findFirst();
  }

  /** Why {@code text} is not one of them. */
  static String refusal(String text) {
    String accepted =
        "must be one of "
            + Arrays.stream(values()).map(HashAlgorithm::text).collect(Collectors.joining(", "));
    return switch (text) {
      case "SHA-1", "SHA1" -> accepted + ": SHA-1 can be forged";
      case "SHA-3", "SHA3" -> accepted + ": SCEP (RFC 8894 §3.5.2) has no name for SHA-3";
      default -> accepted;
    };
  }
}
