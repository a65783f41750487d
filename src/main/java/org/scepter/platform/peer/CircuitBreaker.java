package org.scepter.platform.peer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Leaves a server out for a while after it failed several times in a row, so that nobody waits for
 * it in vain. When the while is over, one call tries whether it is back.
 */
final class CircuitBreaker {
  private final int failures;
  private final Duration pause;
  private final Clock clock;

  private int failed;
  private Instant openUntil = Instant.EPOCH;

  CircuitBreaker(int failures, Duration pause, Clock clock) {
    this.failures = failures;
    this.pause = pause;
    this.clock = clock;
  }

  /** Whether a call may be made now; while the server is left out, one call at a time may try. */
  synchronized boolean allows() {
    if (failed < failures) {
      return true;
    }
    Instant now = clock.instant();
    if (now.isBefore(openUntil)) {
      return false;
    }
    openUntil = now.plus(pause);
    return true;
  }

  synchronized boolean isOpen() {
    return failed >= failures;
  }

  /**
   * @return whether the server had been left out until now
   */
  synchronized boolean succeeded() {
    boolean wasOpen = isOpen();
    failed = 0;
    return wasOpen;
  }

  /**
   * @return whether the server is left out from now on
   */
  synchronized boolean failed() {
    boolean wasOpen = isOpen();
    if (!wasOpen) {
      failed++;
    }
    if (isOpen()) {
      openUntil = clock.instant().plus(pause);
    }
    return !wasOpen && isOpen();
  }
}
