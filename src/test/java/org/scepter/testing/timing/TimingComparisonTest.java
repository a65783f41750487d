package org.scepter.testing.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimingComparisonTest {
  private static final List<String> NAMES = List.of("a", "b", "c");
  private static final int ROUNDS = 500;

  /** As on a busy machine: a drift over the rounds, and other work that only ever adds. */
  private static long[][] times(Random random, long shiftOfTheSecond) {
    long[][] times = new long[ROUNDS][NAMES.size()];
    for (int round = 0; round < ROUNDS; round++) {
      for (int group = 0; group < NAMES.size(); group++) {
        long other = (long) (-Math.log(1 - random.nextDouble()) * 2_000_000);
        times[round][group] =
            1_000_000
                + round * 400L
                + (long) (random.nextGaussian() * 20_000)
                + (random.nextInt(3) == 0 ? other : 0)
                + (group == 1 ? shiftOfTheSecond : 0);
      }
    }
    return times;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void equal_groups_do_not_differ(int seed) {
    TimingComparison result = TimingComparison.of(NAMES, times(new Random(seed), 0), seed);

    assertThat(result.differs()).as("%s", result).isFalse();
    assertThat(result.findable()).isGreaterThan(result.difference());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void a_group_that_is_a_little_slower_is_found(int seed) {
    TimingComparison result = TimingComparison.of(NAMES, times(new Random(seed), 40_000), seed);

    assertThat(result.differs()).as("%s", result).isTrue();
    assertThat(result.difference()).isBetween(25_000.0, 55_000.0);
    assertThat(result.findable()).isLessThan(result.difference());
  }

  @Test
  void equal_groups_are_found_to_differ_about_as_often_as_the_level_says() {
    long found =
        LongStream.range(0, 20)
            .filter(seed -> TimingComparison.of(NAMES, times(new Random(seed), 0), seed).differs())
            .count();

    assertThat(found).isLessThanOrEqualTo(2);
  }

  @Test
  void means_are_those_of_each_groups_own_faster_half() {
    long[][] times = {{1, 10, 5}, {3, 30, 6}, {500, 31, 7}, {600, 700, 800}};

    TimingComparison result = TimingComparison.of(NAMES, times, 1);

    assertThat(result.means()).containsExactly(2.0, 20.0, 5.5);
    assertThat(result.difference()).isEqualTo(18.0);
  }
}
