package org.scepter.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.platform.Happening;

class AuditQueryReaderTest {
  @Test
  void nothing_asks_for_the_first_hundred() {
    AuditQueryReader reader = new AuditQueryReader(name -> null);

    assertThat(reader.query())
        .isEqualTo(
            new AuditQuery(
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    assertThat(reader.limit()).isEqualTo(100);
    assertThat(reader.faults()).isEmpty();
  }

  @Test
  void every_condition_is_read() {
    Map<String, String> asked =
        Map.of(
            "after", "12",
            "limit", "500",
            "action", "challenge.verify",
            "object", "device:phone-1",
            "outcome", "alarm",
            "since", "2026-11-23T10:00:00Z",
            "until", "2026-11-24T10:00:00Z");
    AuditQueryReader reader = new AuditQueryReader(asked::get);

    assertThat(reader.query())
        .isEqualTo(
            new AuditQuery(
                12,
                Optional.of("challenge.verify"),
                Optional.of("device:phone-1"),
                Optional.of(Happening.Outcome.ALARM),
                Optional.of(Instant.parse("2026-11-23T10:00:00Z")),
                Optional.of(Instant.parse("2026-11-24T10:00:00Z"))));
    assertThat(reader.limit()).isEqualTo(500);
    assertThat(reader.faults()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "after,-1",
    "after,x",
    "limit,0",
    "limit,501",
    "limit,99999999999999999999",
    "outcome,good",
    "since,yesterday",
    "until,+1000000000-12-31T23:59:59Z",
  })
  void a_faulty_parameter_is_named(String name, String value) {
    AuditQueryReader reader = new AuditQueryReader(Map.of(name, value)::get);
    reader.query();
    reader.limit();

    assertThat(reader.faults()).singleElement().extracting("field").isEqualTo(name);
  }
}
