package org.scepter.registrationpoint.bulk;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.scepter.registrationpoint.ChallengeState;

/**
 * An order for many challenges.
 *
 * @param profile only this profile's
 * @param collection only those of devices that are in it when their turn comes
 * @param states only those in one of these states, at least one
 * @param lifetime how long reissued ones live from their turn on; zero for other acts
 * @param why for the operators after, at most 255 characters
 */
public record BulkOrder(
    BulkAct act,
    Optional<String> profile,
    Optional<String> collection,
    Set<ChallengeState> states,
    Duration lifetime,
    String why) {
  public BulkOrder {
    Objects.requireNonNull(act);
    Objects.requireNonNull(profile);
    Objects.requireNonNull(collection);
    states = Set.copyOf(states);
    Objects.requireNonNull(lifetime);
    Objects.requireNonNull(why);
    if (states.isEmpty() || !act.possible().containsAll(states)) {
      throw new IllegalArgumentException("the act is not possible in these states");
    }
  }
}
