package org.scepter.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrangersAllowanceTest {
  private static final Instant START = Instant.parse("2026-11-26T08:00:00Z");

  private final StrangersAllowance allowance = new StrangersAllowance(10, 60);

  private long kept(String actor, int tries, Instant at) {
    return IntStream.range(0, tries).filter(i -> allowance.take(actor, at).kept()).count();
  }

  @Test
  void a_burst_is_kept_and_no_more() {
    assertThat(kept("anyone", 1000, START)).isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0", "2, 1", "5, 4", "3600, 9"})
  void what_was_missed_is_told_once_when_there_is_room_again(long seconds, long keptAgain) {
    kept("anyone", 17, START);

    Instant later = START.plusSeconds(seconds);
    StrangersAllowance.Share first = allowance.take("anyone", later);
    long kept = (first.kept() ? 1 : 0) + kept("anyone", 100, later);

    assertThat(first.missed()).isEqualTo(first.kept() ? 7 : 0);
    assertThat(kept).isEqualTo(keptAgain);
  }

  @Test
  void over_time_no_more_rows_come_than_the_rate_allows() {
    long rows = kept("anyone", 100, START);
    for (int second = 1; second <= 600; second++) {
      for (int i = 0; i < 50; i++) {
        StrangersAllowance.Share share =
            allowance.take("anyone", START.plus(Duration.ofSeconds(second)));
        rows += (share.kept() ? 1 : 0) + (share.missed() > 0 ? 1 : 0);
      }
    }
    assertThat(rows).isBetween(580L, 610L);
  }

  @Test
  void each_node_has_its_own_share() {
    kept("anyone", 100, START);

    assertThat(kept("node:dmz-1", 100, START)).isEqualTo(10);
    assertThat(kept("node:dmz-2", 5, START)).isEqualTo(5);
  }

  @Test
  void any_number_of_actors_needs_bounded_memory() {
    long kept = 0;
    for (int i = 0; i < 10_000; i++) {
      kept += kept("node:" + i, 1, START);
    }
    assertThat(kept).isEqualTo(256 + 10);
  }

  @Test
  void a_clock_that_is_set_back_fills_nothing() {
    kept("anyone", 10, START);

    assertThat(kept("anyone", 10, START.minus(Duration.ofDays(1)))).isZero();
    assertThat(kept("anyone", 10, START.minus(Duration.ofDays(1)).plusSeconds(3))).isPositive();
  }
}
