package org.scepter.registrationpoint;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import org.scepter.platform.Retained;
import org.scepter.registrationpoint.store.ChallengeStore;

/** Challenges go a month after they ended. */
@ApplicationScoped
public class ChallengeRetention implements Retained {
  private final ChallengeStore store;

  ChallengeRetention() {
    this.store = null;
  }

  @Inject
  public ChallengeRetention(ChallengeStore store) {
    this.store = store;
  }

  @Override
  public String kind() {
    return "challenges";
  }

  @Override
  public Duration defaultAge() {
    return Duration.ofDays(30);
  }

  @Override
  @Transactional
  public int delete(Instant before, int limit) {
    return store.delete(before, limit);
  }
}
