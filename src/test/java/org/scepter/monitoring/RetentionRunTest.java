package org.scepter.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.platform.Happening;
import org.scepter.platform.Retained;
import org.scepter.platform.SettingsReader;

class RetentionRunTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  private final List<String> deletions = new ArrayList<>();
  private final List<Happening> happenings = new ArrayList<>();

  @Test
  void what_is_older_than_its_age_goes_in_batches_and_is_told() {
    boolean finished = run(() -> true, kind("challenge", Duration.ofDays(30), 1200));

    assertThat(finished).isTrue();
    assertThat(deletions)
        .containsExactly(
            "challenge 2026-10-24T10:00:00Z 500",
            "challenge 2026-10-24T10:00:00Z 500",
            "challenge 2026-10-24T10:00:00Z 200");
    assertThat(happenings)
        .containsExactly(
            new Happening(
                "retention.delete",
                "kind:challenge",
                Happening.Outcome.DONE,
                "1200 rows before 2026-10-24T10:00:00Z",
                ""));
  }

  @Test
  void without_the_lease_nothing_is_touched() {
    assertThat(run(() -> false, kind("challenge", Duration.ofDays(30), 10))).isFalse();
    assertThat(deletions).isEmpty();
    assertThat(happenings).isEmpty();
  }

  @Test
  void a_lease_lost_on_the_way_ends_the_run() {
    int[] left = {2};
    boolean finished =
        run(
            () -> left[0]-- > 0,
            kind("challenge", Duration.ofDays(30), 5000),
            kind("enrolment", Duration.ofDays(366), 10));

    assertThat(finished).isFalse();
    assertThat(deletions).hasSize(2).allMatch(deletion -> deletion.startsWith("challenge"));
    assertThat(happenings).singleElement().extracting("reason").asString().startsWith("1000 rows");
  }

  @Test
  void what_is_kept_for_ever_is_not_asked_to_delete() {
    run(() -> true, kind("audit", RetentionAge.FOREVER, 10));

    assertThat(deletions).isEmpty();
  }

  @Test
  void trouble_with_one_kind_leaves_the_others_alone() {
    Retained broken =
        new Kind("broken", Duration.ofDays(1), 0) {
          @Override
          public int delete(Instant before, int limit) {
            throw new IllegalStateException("no table");
          }
        };
    run(() -> true, broken, kind("challenge", Duration.ofDays(30), 1));

    assertThat(deletions).hasSize(1);
    assertThat(happenings).extracting("outcome").contains(Happening.Outcome.FAILED);
  }

  @ParameterizedTest
  @CsvSource({
    "P30D,P30D",
    "PT36H,PT36H",
    "P1Y,PT8784H",
    "P2M,PT1488H",
    "forever,",
    "FOREVER,",
    "P5000Y,",
  })
  void an_age_is_a_setting(String written, Duration age) {
    SettingsReader reader = reader(written);
    Optional<Instant> limit =
        RetentionAge.of(kind("challenge", Duration.ZERO, 0), reader).limit(NOW);

    assertThat(reader.faults()).isEmpty();
    assertThat(limit).isEqualTo(Optional.ofNullable(age).map(NOW::minus));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "-P1D", "PT59M", "30 days", "never", "P0Y"})
  void an_age_that_would_delete_the_present_is_a_fault(String written) {
    SettingsReader reader = reader(written);
    RetentionAge.of(kind("challenge", Duration.ofDays(30), 0), reader);

    assertThat(reader.faults())
        .singleElement()
        .asString()
        .startsWith("scepter.monitoring.retention.challenge: ");
  }

  private boolean run(BooleanSupplier lease, Retained... kinds) {
    SettingsReader nothing = new SettingsReader(key -> Optional.empty());
    Map<Retained, RetentionAge> ages = new LinkedHashMap<>();
    for (Retained kind : kinds) {
      ages.put(kind, RetentionAge.of(kind, nothing));
    }
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    return new RetentionRun(lease, Retained::delete, happenings::add, clock).run(ages);
  }

  private static SettingsReader reader(String written) {
    return new SettingsReader(
        key ->
            "scepter.monitoring.retention.challenge".equals(key)
                ? Optional.of(written)
                : Optional.empty());
  }

  private Retained kind(String name, Duration age, int rows) {
    return new Kind(name, age, rows);
  }

  private class Kind implements Retained {
    private final String name;
    private final Duration age;
    private int rows;

    Kind(String name, Duration age, int rows) {
      this.name = name;
      this.age = age;
      this.rows = rows;
    }

    @Override
    public String kind() {
      return name;
    }

    @Override
    public Duration defaultAge() {
      return age;
    }

    @Override
    public int delete(Instant before, int limit) {
      int deleted = Math.min(rows, limit);
      rows -= deleted;
      deletions.add(name + " " + before + " " + deleted);
      return deleted;
    }
  }
}
