package org.scepter.registrationpoint;

import java.security.SecureRandom;
import org.scepter.pki.Hex;

/** Names a challenge to people and in records; tells nothing about its secret. */
public record ChallengeId(String hex) {
  private static final int BYTES = 16;

  public ChallengeId {
    if (!hex.matches("[0-9a-f]{32}")) {
      throw new IllegalArgumentException("a challenge id is 32 lower-case hex digits");
    }
  }

  public static ChallengeId random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new ChallengeId(Hex.encode(bytes));
  }

  @Override
  public String toString() {
    return hex;
  }
}
