package org.scepter.platform.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.scepter.testing.SetClock;

class CircuitBreakerTest {
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final SetClock clock = new SetClock(Instant.parse("2026-11-26T07:00:00Z"));
  private final CircuitBreaker breaker = new CircuitBreaker(3, PAUSE, clock);

  private void failTimes(int times) {
    for (int i = 0; i < times; i++) {
      breaker.failed();
    }
  }

  @Test
  void a_server_is_asked_until_it_failed_three_times_in_a_row() {
    failTimes(2);
    assertThat(breaker.allows()).isTrue();
    assertThat(breaker.succeeded()).as("it was not left out").isFalse();

    failTimes(2);
    assertThat(breaker.allows()).isTrue();
    assertThat(breaker.failed()).as("it is left out from now on").isTrue();
    assertThat(breaker.allows()).isFalse();
  }

  @Test
  void after_the_pause_one_call_at_a_time_tries() {
    failTimes(3);
    clock.pass(PAUSE);

    assertThat(breaker.allows()).isTrue();
    assertThat(breaker.allows()).as("a second one in the same moment").isFalse();
    assertThat(breaker.failed()).as("it was left out before").isFalse();
    clock.pass(PAUSE.minusMillis(1));
    assertThat(breaker.allows()).isFalse();
  }

  @Test
  void one_success_brings_it_back() {
    failTimes(5);

    assertThat(breaker.succeeded()).as("it had been left out").isTrue();
    assertThat(breaker.allows()).isTrue();
    failTimes(2);
    assertThat(breaker.allows()).isTrue();
  }
}
