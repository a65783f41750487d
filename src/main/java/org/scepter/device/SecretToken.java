package org.scepter.device;

import java.security.SecureRandom;
import java.util.Objects;
import org.scepter.pki.Hex;

/** A token that was just made: 256 random bits as 64 hex digits. It never prints. */
public final class SecretToken {
  private static final int BYTES = 32;

  private final String secret;

  private SecretToken(String secret) {
    this.secret = Objects.requireNonNull(secret);
  }

  public static SecretToken random(SecureRandom random) {
    byte[] secret = new byte[BYTES];
    random.nextBytes(secret);
    return new SecretToken(Hex.encode(secret));
  }

  /** Whether {@code text} can be one at all: what can't is never looked up. */
  public static boolean isShapedLike(String text) {
    return text.matches("[0-9a-f]{64}");
  }

  /** The secret in the clear, for the one answer that shows it and for its MAC. */
  public String reveal() {
    return secret;
  }

  @Override
  public String toString() {
    return "***";
  }
}
