package org.scepter.registrationpoint.bulk;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.scepter.registrationpoint.ChallengeState;

/** What is done to each challenge. */
// Sets made by Set.of never change.
@SuppressWarnings("ImmutableEnumChecker")
public enum BulkAct {
  /**
   * Gives it a new life from now on, with the secret that its device holds already. What was
   * revoked stays so.
   */
  REISSUE(
      Set.of(ChallengeState.EXPIRED),
      Set.of(ChallengeState.EXPIRED, ChallengeState.ISSUED, ChallengeState.BOUND)),
  /** Ends it. */
  REVOKE(
      Set.of(ChallengeState.ISSUED, ChallengeState.BOUND),
      Set.of(ChallengeState.EXPIRED, ChallengeState.ISSUED, ChallengeState.BOUND));

  private final Set<ChallengeState> usual;
  private final Set<ChallengeState> possible;

  BulkAct(Set<ChallengeState> usual, Set<ChallengeState> possible) {
    this.usual = usual;
    this.possible = possible;
  }

  /** The states that are meant if an order names none. */
  Set<ChallengeState> usual() {
    return usual;
  }

  /** The states that it can be done in. */
  Set<ChallengeState> possible() {
    return possible;
  }

  /** {@code reissue}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<BulkAct> of(String text) {
    for (BulkAct act : values()) {
      if (act.text().equals(text)) {
        return Optional.of(act);
      }
    }
    return Optional.empty();
  }
}
