package org.scepter.scep.est;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.scepter.pki.ChallengePassword;

/** The password of HTTP's Basic credentials (RFC 7617); the user's name counts for nothing. */
final class BasicPassword {
  private static final String SCHEME = "Basic ";
  private static final int MAX_HEADER = 32_768;

  private BasicPassword() {}

  /**
   * @param authorization the header, null if there is none
   * @return empty if there is no password in it, or an empty one
   */
  static Optional<ChallengePassword> of(String authorization) {
    if (authorization == null
        || authorization.length() > MAX_HEADER
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    try {
      String pair =
          new String(
              Base64.getDecoder().decode(authorization.substring(SCHEME.length()).strip()),
              StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : Optional.of(ChallengePassword.of(pair.substring(colon + 1)))
              .filter(password -> !password.isEmpty());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
