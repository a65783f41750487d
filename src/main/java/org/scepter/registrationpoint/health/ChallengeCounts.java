package org.scepter.registrationpoint.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.scepter.registrationpoint.ChallengeState;
import org.scepter.registrationpoint.store.ChallengeCountStore;

/** How many challenges are kept, for status and JMX. */
@ApplicationScoped
public class ChallengeCounts {
  // JMX asks for each attribute by itself, and monitoring asks often.
  private static final Duration RECENT = Duration.ofSeconds(10);

  private final ChallengeCountStore store;
  private final Clock clock;
  private volatile Count last = new Count(Map.of(), 0, Instant.MIN);

  ChallengeCounts() {
    this(null, null);
  }

  @Inject
  public ChallengeCounts(ChallengeCountStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * One count.
   *
   * @param byState each state's, none left out
   * @param contested those with which a second key came
   */
  public record Count(Map<ChallengeState, Long> byState, long contested, Instant at) {
    public Count {
      byState = Map.copyOf(byState);
    }
  }

  public Count now() {
    Instant now = clock.instant();
    Count count = new Count(store.byState(now), store.contested(), now);
    last = count;
    return count;
  }

  /** A count of the last ten seconds. */
  public Count recent() {
    Count count = last;
    Instant now = clock.instant();
    boolean isRecent = !now.isBefore(count.at()) && now.isBefore(count.at().plus(RECENT));
    return isRecent ? count : now();
  }
}
