package org.scepter.registrationpoint.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

class CrpHealthTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  private final List<String> lines = new ArrayList<>();
  private final System.Logger log =
      new System.Logger() {
        @Override
        public String getName() {
          return "lines";
        }

        @Override
        public boolean isLoggable(Level level) {
          return true;
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String line, Throwable thrown) {
          lines.add(line);
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String line, Object... parameters) {
          lines.add(line);
        }
      };

  private Optional<String> failure = Optional.empty();
  private final CrpHealth health =
      new CrpHealth(() -> failure, Clock.fixed(NOW, ZoneOffset.UTC), log);

  @Test
  void before_the_first_check_nothing_is_known() {
    assertThat(health.current().code()).isEqualTo(4);
  }

  @Test
  void the_log_tells_the_previous_status_and_the_failure_in_configmgrs_words() {
    health.checkNow();
    failure = Optional.of(ListenerProbe.failed(403, "Forbidden"));
    health.checkNow();
    CrpStatus failed = health.current();
    failure = Optional.empty();
    health.checkNow();

    assertThat(lines)
        .containsExactly(
            "CRP's previous status was 4 (0 = Online, 1 = Failed, 4 = Undefined)",
            "CRP's previous status was 0 (0 = Online, 1 = Failed, 4 = Undefined)",
            "Health check request failed, status code is 403, 'Forbidden'.",
            "CRP's previous status was 1 (0 = Online, 1 = Failed, 4 = Undefined)");
    assertThat(failed)
        .isEqualTo(
            new CrpStatus(1, NOW, "Health check request failed, status code is 403, 'Forbidden'."));
    assertThat(health.current().code()).isZero();
  }
}
