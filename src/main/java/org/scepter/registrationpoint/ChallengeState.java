package org.scepter.registrationpoint;

import java.util.Locale;
import java.util.Optional;

/** Where a challenge stands: issued, then bound, then consumed, expired or revoked. */
public enum ChallengeState {
  /** Handed out, used by nobody. */
  ISSUED,
  /** Belongs to one public key, which may ask again; no certificate is known yet. */
  BOUND,
  /** A certificate came of it. Its key still gets the same answer; no other key ever does. */
  CONSUMED,
  /** Its life ended before anyone used it. */
  EXPIRED,
  /** Ended by a newer challenge, the site or an operator. */
  REVOKED;

  /** {@code issued}, as the API writes it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The state of that text. */
  public static Optional<ChallengeState> of(String text) {
    for (ChallengeState state : values()) {
      if (state.text().equals(text)) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }
}
