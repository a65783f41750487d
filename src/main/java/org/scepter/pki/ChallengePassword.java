package org.scepter.pki;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The value of a PKCS#10 challengePassword attribute (RFC 2985 §5.4.1): a secret. It never prints
 * and compares in constant time.
 */
public final class ChallengePassword {
  /**
   * RFC 2985's ub-challengePassword is 255, but Intune's challenges are signed and encrypted
   * messages in base64 of some thousand characters.
   */
  public static final int MAX_LENGTH = 16_384;

  private final String secret;

  private ChallengePassword(String secret) {
    this.secret = secret;
  }

  /**
   * @throws IllegalArgumentException if {@code secret} is longer than {@link #MAX_LENGTH}; the text
   *     never appears in the message
   */
  public static ChallengePassword of(String secret) {
    if (secret.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a challengePassword has at most " + MAX_LENGTH + " characters");
    }
    return new ChallengePassword(secret);
  }

  public boolean isEmpty() {
    return secret.isEmpty();
  }

  /** The secret in the clear, for the one place that hands it out or computes its MAC. */
  public String reveal() {
    return secret;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChallengePassword that
        && MessageDigest.isEqual(
            secret.getBytes(StandardCharsets.UTF_8), that.secret.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int hashCode() {
    return ChallengePassword.class.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
