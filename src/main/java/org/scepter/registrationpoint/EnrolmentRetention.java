package org.scepter.registrationpoint;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import org.scepter.platform.Retained;
import org.scepter.registrationpoint.store.EnrolmentStore;

/**
 * Enrolments go a year after their last change and after their certificate's end, by which it is
 * known when it renews itself; never before their challenge.
 */
@ApplicationScoped
public class EnrolmentRetention implements Retained {
  private final EnrolmentStore store;

  EnrolmentRetention() {
    this.store = null;
  }

  @Inject
  public EnrolmentRetention(EnrolmentStore store) {
    this.store = store;
  }

  @Override
  public String kind() {
    return "enrolments";
  }

  @Override
  public Duration defaultAge() {
    return Duration.ofDays(365);
  }

  @Override
  @Transactional
  public int delete(Instant before, int limit) {
    return store.delete(before, limit);
  }
}
