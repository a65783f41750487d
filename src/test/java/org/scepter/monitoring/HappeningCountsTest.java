package org.scepter.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.scepter.platform.Happening;

class HappeningCountsTest {
  private final HappeningCounts counts = new HappeningCounts();

  @Test
  void reports_count_by_action_outcome_and_the_reasons_first_word() {
    counts.count(Happening.done("challenge.verify", "device:a", "t"));
    counts.count(Happening.done("challenge.verify", "device:b", "u"));
    counts.count(refused("KeyUsageMismatch: 0x20"));
    counts.count(refused("KeyUsageMismatch: 0xa0"));
    counts.count(Happening.alarm("challenge.verify", "x", "ChallengeAlreadyUsed", "t"));

    assertThat(counts.now())
        .containsEntry(new HappeningCounts.Key("challenge.verify", "done", ""), 2L)
        .containsEntry(
            new HappeningCounts.Key("challenge.verify", "refused", "KeyUsageMismatch"), 2L)
        .hasSize(3);
    assertThat(counts.total(Happening.Outcome.ALARM)).isEqualTo(1);
  }

  @Test
  void what_a_device_sends_cannot_fill_the_memory() {
    for (int i = 0; i < 5000; i++) {
      counts.count(refused("reason" + i));
    }

    assertThat(counts.now()).hasSizeLessThanOrEqualTo(1001);
    assertThat(counts.total(Happening.Outcome.REFUSED)).isLessThanOrEqualTo(5000);
    assertThat(counts.now().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(5000);
  }

  @Test
  void a_metric_says_what_it_is_and_escapes_its_labels() {
    String text =
        new MetricsText()
            .family("scepter_x_total", "counter", "What it is.")
            .sample("scepter_x_total", MetricsText.labels("a", "q\"b\\s\n"), 3)
            .toString();

    assertThat(text)
        .isEqualTo(
            """
            # HELP scepter_x_total What it is.
            # TYPE scepter_x_total counter
            scepter_x_total{a="q\\"b\\\\s\\n"} 3
            """);
  }

  private static Happening refused(String reason) {
    return Happening.refused("challenge.verify", "device:a", reason, "t");
  }
}
