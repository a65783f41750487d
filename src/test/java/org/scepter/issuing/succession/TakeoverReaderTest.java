package org.scepter.issuing.succession;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.platform.JsonBody;
import org.scepter.platform.Problem;

class TakeoverReaderTest {
  /** What was read, or the faults. */
  private static Object read(String json) {
    return JsonBody.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)))
        .then(TakeoverReader::read)
        .<Object>fold(Problem::faults, takeover -> takeover);
  }

  @Test
  void the_time_alone_suffices() {
    assertThat(read("{'activeFrom': '2026-12-01T00:00:00Z'}".replace('\'', '"')))
        .isEqualTo(
            new Takeover(
                Instant.parse("2026-12-01T00:00:00Z"), Duration.ofDays(30), Optional.empty()));
  }

  @Test
  void grace_and_key_type_may_be_said() {
    assertThat(
            read(
                "{'activeFrom': '2026-12-01T00:00:00Z', 'grace': 'PT20S', 'keyType': 'ec-p384'}"
                    .replace('\'', '"')))
        .isEqualTo(
            new Takeover(
                Instant.parse("2026-12-01T00:00:00Z"),
                Duration.ofSeconds(20),
                Optional.of(KeyType.EC_P384)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | activeFrom",
        "{\"activeFrom\": \"tomorrow\"} | activeFrom",
        "{\"activeFrom\": 1} | activeFrom",
        "{\"activeFrom\": \"2026-12-01T00:00:00Z\", \"grace\": \"soon\"} | grace",
        "{\"activeFrom\": \"2026-12-01T00:00:00Z\", \"grace\": \"PT-1S\"} | grace",
        "{\"activeFrom\": \"2026-12-01T00:00:00Z\", \"grace\": \"P7301D\"} | grace",
        "{\"activeFrom\": \"2026-12-01T00:00:00Z\", \"keyType\": \"ed25519\"} | keyType",
        "{\"activeFrom\": \"2026-12-01T00:00:00Z\", \"number\": 7} | number",
      })
  void what_makes_no_sense_is_named(String json, String field) {
    assertThat(read(json).toString()).contains("field=" + field + ",");
  }
}
