package org.scepter.joining;

import java.security.SecureRandom;
import java.util.Optional;
import org.scepter.pki.Hex;
import org.scepter.pki.Sha256;
import org.scepter.platform.SecretMac;

/**
 * The secret by which a node that is expected shows that it is: 256 random bits as 64 hex digits.
 * It never prints, and is kept as a MAC alone.
 */
public final class JoinToken {
  private static final int BYTES = 32;
  private static final String SCHEME = "Bearer ";

  private final String secret;

  private JoinToken(String secret) {
    this.secret = secret;
  }

  static JoinToken random(SecureRandom random) {
    byte[] secret = new byte[BYTES];
    random.nextBytes(secret);
    return new JoinToken(Hex.encode(secret));
  }

  /** Empty for what cannot be one: it is never looked up. */
  static Optional<JoinToken> parse(String text) {
    return Optional.of(text).filter(it -> it.matches("[0-9a-f]{64}")).map(JoinToken::new);
  }

  /** That of a header {@code Authorization}; null if there is none. */
  static Optional<JoinToken> ofHeader(String header) {
    return header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? Optional.empty()
        : parse(header.substring(SCHEME.length()).strip());
  }

  /** As the header {@code Authorization} has it. */
  public String header() {
    return SCHEME + secret;
  }

  /** As the bundle has it. */
  String reveal() {
    return secret;
  }

  Sha256 mac(SecretMac mac) {
    return new Sha256(mac.of("join-token", secret));
  }

  @Override
  public String toString() {
    return "***";
  }
}
