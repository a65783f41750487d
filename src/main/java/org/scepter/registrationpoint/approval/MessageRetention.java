package org.scepter.registrationpoint.approval;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import org.scepter.platform.Retained;
import org.scepter.registrationpoint.store.WaitingStore;

/** Messages go a month after they came or were decided about. */
@ApplicationScoped
public class MessageRetention implements Retained {
  private final WaitingStore store;

  MessageRetention() {
    this.store = null;
  }

  @Inject
  public MessageRetention(WaitingStore store) {
    this.store = store;
  }

  @Override
  public String kind() {
    return "waiting-messages";
  }

  @Override
  public Duration defaultAge() {
    return Duration.ofDays(30);
  }

  @Override
  @Transactional
  public int delete(Instant before, int limit) {
    return store.deleteMessages(before, limit);
  }
}
