package org.scepter.platform.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CmTraceLineTest {
  private static final ZonedDateTime AT =
      ZonedDateTime.of(2014, 3, 18, 22, 37, 15, 204_000_000, ZoneOffset.UTC);

  private static final Pattern GRAMMAR =
      Pattern.compile(
          "<!\\[LOG\\[(?<text>.*?)]LOG]!><time=\"\\d\\d:\\d\\d:\\d\\d\\.\\d{3}[+-]\\d{1,3}\""
              + " date=\"\\d\\d-\\d\\d-\\d{4}\" component=\"[^\"]*\" context=\"[^\"]*\""
              + " type=\"[123]\" thread=\"\\d+\" file=\"[^\"]*\">",
          Pattern.DOTALL);

  @Test
  void the_line_is_the_one_of_the_policy_module() {
    assertThat(line("Calling Initialize...", CmTraceLine.Type.INFORMATION, AT))
        .isEqualTo(
            "<![LOG[Calling Initialize...]LOG]!><time=\"22:37:15.204+00\" date=\"03-18-2014\""
                + " component=\"NDESPlugin\" context=\"\" type=\"1\" thread=\"1356\""
                + " file=\"LocalPolicyModule.java\">");
  }

  @ParameterizedTest
  @CsvSource({"Z,+00", "+02:00,-120", "-05:00,+300", "+05:30,-330", "+00:05,-05"})
  void the_bias_leads_from_local_time_to_utc(String offset, String bias) {
    ZonedDateTime there = AT.withZoneSameInstant(ZoneOffset.of(offset));

    assertThat(line("x", CmTraceLine.Type.INFORMATION, there)).contains(".204" + bias + "\"");
  }

  @ParameterizedTest
  @CsvSource({"INFORMATION,1", "WARNING,2", "ERROR,3"})
  void severities_have_their_numbers(CmTraceLine.Type type, String number) {
    assertThat(line("x", type, AT)).contains(" type=\"" + number + "\" ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CN=x]LOG]!><time=\"00:00:00.000+00\"",
        "]LOG]!>]LOG]!>",
        "]LOG]!",
        "]LOG",
        "]LOG]!]LOG]!>",
        "<![LOG[forged",
        "a\r\n<![LOG[forged]LOG]!>",
        "\u0000\u001b[2J\u202e\u2028\u0085\ud800",
        "quote \" and > and ü",
      })
  void foreign_text_ends_no_entry_and_starts_none(String text) {
    String line = line(text, CmTraceLine.Type.INFORMATION, AT);
    Matcher entry = GRAMMAR.matcher(line);

    assertThat(entry.matches()).isTrue();
    assertThat(line.indexOf("]LOG]!>")).isEqualTo(line.lastIndexOf("]LOG]!>"));
    assertThat(line.chars()).noneMatch(c -> Character.isISOControl(c) || c == 0x2028);
  }

  @Test
  void what_is_harmless_stays_as_it_is() {
    String text = "Subject Name in CSR CN=\"Zoë\" and challenge CN=x do not match \\ ]LOG]";

    assertThat(line(text, CmTraceLine.Type.ERROR, AT)).contains("<![LOG[" + text + "]LOG]!>");
  }

  @Test
  void a_text_is_bounded() {
    assertThat(line("x".repeat(100_000), CmTraceLine.Type.ERROR, AT)).hasSizeLessThan(9_000);
  }

  private static String line(String text, CmTraceLine.Type type, ZonedDateTime at) {
    return new CmTraceLine(text, "", at, "NDESPlugin", "", type, 1356, "LocalPolicyModule.java")
        .toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '|',
      value = {"A1B2~A1B2", "a\"b>c~a'b'c", "x]LOG]!>~x]LOG]!'"})
  void the_transaction_stands_in_the_context_and_ends_nothing(String sent, String shown) {
    String line =
        new CmTraceLine("x", "", AT, "CRP", sent, CmTraceLine.Type.ERROR, 1, "A.java").toString();

    assertThat(line).contains(" context=\"" + shown + "\" ");
    assertThat(GRAMMAR.matcher(line).matches()).isTrue();
    assertThat(line.indexOf("]LOG]!>")).isEqualTo(line.lastIndexOf("]LOG]!>"));
  }
}
