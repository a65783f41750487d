package org.scepter.registrationpoint.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.scepter.registrationpoint.store.ChallengeCountStore;

/** Whether challenges can be looked up. */
@ApplicationScoped
public class DatabaseProbe implements CrpHealth.Probe {
  private final ChallengeCountStore challenges;

  DatabaseProbe() {
    this(null);
  }

  @Inject
  public DatabaseProbe(ChallengeCountStore challenges) {
    this.challenges = challenges;
  }

  @Override
  public List<String> failures() {
    try {
      challenges.touch();
      return List.of();
    } catch (RuntimeException e) {
      return List.of("The database does not answer: " + cause(e));
    }
  }

  // The outer ones speak of transactions alone.
  private static String cause(Throwable thrown) {
    Throwable at = thrown;
    for (int i = 0; i < 10 && at.getCause() != null; i++) {
      at = at.getCause();
    }
    return String.valueOf(at.getMessage()).lines().findFirst().orElse(at.toString());
  }

  @Override
  public String passed() {
    return "the database answers";
  }
}
