package org.scepter.registrationpoint;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A page of challenges, newest first.
 *
 * @param next where to go on, empty on the last page
 */
public record ChallengePage(List<ChallengeView> items, Optional<ChallengeId> next) {
  public ChallengePage {
    items = List.copyOf(items);
    Objects.requireNonNull(next);
  }
}
