package org.scepter.registrationpoint.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.platform.Happening;
import org.scepter.testing.Logged;

class CrpHealthTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final String LOG = CrpHealthTest.class.getName();

  @AutoClose private final Logged log = new Logged(LOG);
  private final List<Happening> happenings = new ArrayList<>();
  private final List<CrpStatus> checks = new ArrayList<>();
  private List<String> failures = List.of();
  private List<String> moreFailures = List.of();
  private final CrpHealth health =
      new CrpHealth(
          List.of(
              probe(() -> failures, "the database answers"),
              probe(() -> moreFailures, "the listener answers")),
          Clock.fixed(NOW, ZoneOffset.UTC),
          System.getLogger(LOG),
          happenings::add,
          checks::add);

  private static CrpHealth.Probe probe(Supplier<List<String>> failures, String passed) {
    return new CrpHealth.Probe() {
      @Override
      public List<String> failures() {
        return failures.get();
      }

      @Override
      public String passed() {
        return passed;
      }
    };
  }

  @Test
  void before_the_first_check_nothing_is_known() {
    assertThat(health.current().code()).isEqualTo(4);
    assertThat(health.current().word()).isEqualTo("Undefined");
  }

  @Test
  void the_log_tells_the_previous_status_and_the_failure_in_configmgrs_words() {
    health.checkNow();
    failures = List.of(ListenerProbe.failed(403, "Forbidden"), "The listener asks for nothing.");
    health.checkNow();
    CrpStatus failed = health.current();
    failures = List.of();
    health.checkNow();

    assertThat(log.lines())
        .containsExactly(
            "INFO CRP's previous status was 4 (0 = Online, 1 = Failed, 4 = Undefined)",
            "INFO CRP's status has changed from 4 to 0.",
            "INFO CRP's previous status was 0 (0 = Online, 1 = Failed, 4 = Undefined)",
            "ERROR Health check request failed, status code is 403, 'Forbidden'.",
            "ERROR The listener asks for nothing.",
            "WARNING CRP's status has changed from 0 to 1.",
            "INFO CRP's previous status was 1 (0 = Online, 1 = Failed, 4 = Undefined)",
            "INFO CRP's status has changed from 1 to 0.");
    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.reason())
        .isEqualTo(
            "Health check request failed, status code is 403, 'Forbidden'."
                + " The listener asks for nothing.");
    assertThat(health.current().reason()).isEqualTo("the database answers; the listener answers");
  }

  @Test
  void what_stays_as_it_is_is_told_once() {
    failures = List.of("The database does not answer: gone");
    health.checkNow();
    health.checkNow();
    moreFailures =
        List.of("Health check request failed, status code is 503, 'Service Unavailable'.");
    health.checkNow();

    assertThat(log.lines())
        .containsOnlyOnce(
            "ERROR The database does not answer: gone",
            "ERROR Health check request failed, status code is 503, 'Service Unavailable'.");
    assertThat(log.lines()).filteredOn(line -> line.contains("has changed")).hasSize(1);
    assertThat(happenings)
        .singleElement()
        .satisfies(
            told -> {
              assertThat(told.outcome()).isEqualTo(Happening.Outcome.FAILED);
              assertThat(told.reason()).startsWith("Status1 after 4: The database");
            });
  }

  @Test
  void every_check_is_reported_to_whoever_collects_the_nodes_states() {
    health.checkNow();
    failures = List.of("x");
    health.checkNow();

    assertThat(checks).extracting(CrpStatus::code).containsExactly(0, 1);
  }

  @ParameterizedTest
  @CsvSource({"403, '', Forbidden", "403, Verboten, Verboten", "404, '', Not Found", "599, '', ''"})
  void a_status_without_a_phrase_gets_the_usual_one(int status, String phrase, String shown) {
    assertThat(ListenerProbe.failed(status, phrase))
        .isEqualTo("Health check request failed, status code is " + status + ", '" + shown + "'.");
  }
}
