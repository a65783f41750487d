package org.scepter.issuing.template;

import java.util.Arrays;
import java.util.Optional;

/** The weakest digest with which a request may be signed. */
public enum RequestHash {
  SHA_256(256),
  SHA_384(384),
  SHA_512(512);

  private final int bits;

  RequestHash(int bits) {
    this.bits = bits;
  }

  public int bits() {
    return bits;
  }

  /** As profiles write it: {@code SHA-256}. */
  public String text() {
    return "SHA-" + bits;
  }

  static Optional<RequestHash> find(String text) {
    return Arrays.stream(values()).filter(hash -> hash.text().equals(text)).findFirst();
  }
}
