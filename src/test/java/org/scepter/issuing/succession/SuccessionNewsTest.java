package org.scepter.issuing.succession;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SuccessionNewsTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant SWITCH = Instant.parse("2026-12-01T00:00:00Z");
  private static final Instant RETIRED = Instant.parse("2026-12-31T00:00:00Z");
  private static final Instant END = Instant.parse("2031-01-01T00:00:00Z");
  private static final SuccessionNews ALONE =
      new SuccessionNews(Map.of(1, START), Map.of(1, END), 1);

  private static SuccessionNews both(int current) {
    return new SuccessionNews(Map.of(1, START, 2, SWITCH), Map.of(1, RETIRED, 2, END), current);
  }

  @Test
  void nothing_new_says_nothing() {
    assertThat(ALONE.since(ALONE)).isEmpty();
  }

  @Test
  void a_next_one_is_told_with_the_end_of_the_one_before() {
    assertThat(both(1).since(ALONE))
        .containsExactly(
            "issuing CA 1 takes requests until 2026-12-31T00:00:00Z",
            "issuing CA 2 takes over at 2026-12-01T00:00:00Z");
  }

  @Test
  void the_switch_is_told() {
    assertThat(both(2).since(both(1))).containsExactly("issuing CA 2 has taken over");
  }
}
