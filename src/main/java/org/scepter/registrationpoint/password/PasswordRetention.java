package org.scepter.registrationpoint.password;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import org.scepter.platform.Retained;
import org.scepter.registrationpoint.password.store.OneTimePasswordStore;

/** Passwords go a week after they ended; what came of them is kept as challenge and enrolment. */
@ApplicationScoped
public class PasswordRetention implements Retained {
  private final OneTimePasswordStore store;

  PasswordRetention() {
    this.store = null;
  }

  @Inject
  public PasswordRetention(OneTimePasswordStore store) {
    this.store = store;
  }

  @Override
  public String kind() {
    return "passwords";
  }

  @Override
  public Duration defaultAge() {
    return Duration.ofDays(7);
  }

  @Override
  @Transactional
  public int delete(Instant before, int limit) {
    return store.delete(before, limit);
  }
}
