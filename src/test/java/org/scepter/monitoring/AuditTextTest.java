package org.scepter.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.platform.Happening;

class AuditTextTest {
  @Test
  void an_entry_is_one_line_of_csv_under_its_header() {
    assertThat(AuditText.csvHeader())
        .isEqualTo("id,time,actor,listener,address,action,object,outcome,reason,transaction\r\n");
    assertThat(AuditText.csv(entry("device:phone-1", "KeyUsageMismatch: 0x20, not 0xa0")))
        .isEqualTo(
            "7,2026-11-23T10:00:00Z,anyone,HTTPS,10.0.0.1,challenge.verify,device:phone-1,REFUSED,"
                + "\"KeyUsageMismatch: 0x20, not 0xa0\",abc\r\n");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "=1+1,'=1+1",
        "+1,'+1",
        "-1,'-1",
        "@SUM(A1),'@SUM(A1)",
        "say \"x\",|\"say \"\"x\"\"\"|",
        "=\"x\",|\"'=\"\"x\"\"\"|",
        "a=b,a=b",
      })
  void no_cell_is_a_formula_and_none_ends_early(String object, String cell) {
    assertThat(AuditText.csv(entry(object, ""))).contains("," + cell + ",REFUSED,");
  }

  @Test
  void what_a_device_sent_stays_in_its_line() {
    String csv = AuditText.csv(entry("CN=a\r\n8,forged", "\u0000\u2028"));

    assertThat(csv).endsWith("\r\n").contains("CN=a\\r\\n8,forged");
    assertThat(csv.substring(0, csv.length() - 2)).doesNotContain("\r", "\n", "\u0000", "\u2028");
  }

  @Test
  void json_has_the_same_names_as_csv() {
    assertThat(String.join(",", AuditText.json(entry("x", "y")).keySet()) + "\r\n")
        .isEqualTo(AuditText.csvHeader());
  }

  @Test
  void texts_are_cut_to_their_columns() {
    AuditEntry entry = entry("x".repeat(10_000), "y".repeat(10_000));

    assertThat(entry.object()).hasSize(512).endsWith("...");
    assertThat(entry.reason()).hasSize(1024).endsWith("...");
    assertThat(entry("x".repeat(512), "").object()).isEqualTo("x".repeat(512));
  }

  private static AuditEntry entry(String object, String reason) {
    return new AuditEntry(
        7,
        Instant.parse("2026-11-23T10:00:00Z"),
        "anyone",
        "HTTPS",
        "10.0.0.1",
        "challenge.verify",
        object,
        Happening.Outcome.REFUSED,
        reason,
        "abc");
  }
}
