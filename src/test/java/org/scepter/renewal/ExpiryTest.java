package org.scepter.renewal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.renewal.Expiry.State;

class ExpiryTest {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest(name = "{0} after {1}: {2}")
  @CsvSource({
    "P730D, PT-1S, NOT_YET_VALID",
    "P730D, PT0S, GOOD",
    "P730D, P669D, GOOD",
    "P730D, P670D, EXPIRING",
    "P730D, P729D, EXPIRING",
    "P730D, P730D, EXPIRED",
    "P40D, P29D, GOOD",
    "P40D, P30D, EXPIRING",
    "PT8M, PT5M59S, GOOD",
    "PT8M, PT6M, EXPIRING",
    "PT8M, PT8M, EXPIRED"
  })
  void warns_in_the_last_sixty_days_or_the_last_quarter(
      Duration lifetime, Duration after, State state) {
    assertThat(new Expiry(BEGIN, BEGIN.plus(lifetime)).at(BEGIN.plus(after))).isEqualTo(state);
  }

  @ParameterizedTest(name = "{0} after {1} with {2} percent left: {3}")
  @CsvSource({
    "P100D, P66D, 33, false",
    "P100D, P67D, 33, true",
    "P100D, P200D, 33, true",
    "P100D, P98D, 1, false",
    "P100D, P99D, 1, true",
    "PT10M, PT6M41S, 33, false",
    "PT10M, PT6M42S, 33, true"
  })
  void is_due_when_no_more_of_its_life_is_left(
      Duration lifetime, Duration after, int percent, boolean due) {
    assertThat(new Expiry(BEGIN, BEGIN.plus(lifetime)).isDue(BEGIN.plus(after), percent))
        .isEqualTo(due);
  }

  @ParameterizedTest
  @CsvSource({"PT1M", "PT1H", "P1D", "P90D", "P730D", "P1826D"})
  void is_renewed_before_anybody_is_warned(Duration lifetime) {
    Expiry expiry = new Expiry(BEGIN, BEGIN.plus(lifetime));
    Instant due = BEGIN.plus(lifetime.multipliedBy(67).dividedBy(100));

    assertThat(expiry.isDue(due, 33)).isTrue();
    assertThat(expiry.at(due)).isEqualTo(State.GOOD);
  }
}
