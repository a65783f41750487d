package org.scepter.registrationpoint;

import java.util.Objects;
import java.util.Optional;

/**
 * Which challenges to list, newest first.
 *
 * @param device only this device's
 * @param profile only this profile's
 * @param state only those in this state as of now
 * @param contested only those with which another key came
 * @param after where the page before ended: {@link ChallengePage#next}
 * @param limit most rows, 1 to {@link #MAX_LIMIT}
 */
public record ChallengeFilter(
    Optional<String> device,
    Optional<String> profile,
    Optional<ChallengeState> state,
    boolean contested,
    Optional<ChallengeId> after,
    int limit) {
  public static final int MAX_LIMIT = 200;

  public ChallengeFilter {
    Objects.requireNonNull(device);
    Objects.requireNonNull(profile);
    Objects.requireNonNull(state);
    Objects.requireNonNull(after);
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("a page has 1 to " + MAX_LIMIT + " challenges");
    }
  }
}
