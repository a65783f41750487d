package org.scepter.platform.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogTextTest {
  @Test
  void what_could_start_or_hide_a_line_is_escaped() {
    assertThat(LogText.oneLine("a\r\nb\tc\u0000\u001b\u0085\u2028\u202e\ud800\udbff\udfff", 200))
        .isEqualTo("a\\r\\nb\\tc\\u0000\\u001b\\u0085\\u2028\\u202e\\ud800\\U0010ffff");
  }

  @Test
  void other_text_stays() {
    assertThat(LogText.oneLine("Zoë, O=東京 \"x\" \\ 😀", 200)).isEqualTo("Zoë, O=東京 \"x\" \\ 😀");
  }

  @Test
  void a_text_of_exactly_the_limit_stays_and_a_longer_one_says_that_it_is_cut() {
    assertThat(LogText.oneLine("12345678", 8)).isEqualTo("12345678");
    assertThat(LogText.oneLine("123456789", 8)).isEqualTo("12345...");
  }

  @Test
  void no_escape_and_no_character_is_cut_in_two() {
    assertThat(LogText.oneLine("1234\n6789", 8)).isEqualTo("1234...");
    assertThat(LogText.oneLine("1234😀6789", 8)).isEqualTo("1234...");
  }

  @Test
  void a_field_has_no_blank_and_no_byte_beyond_ascii() {
    assertThat(LogText.field("a b\tü+%20", 50)).isEqualTo("a+b%09%C3%BC+%20");
    assertThat(LogText.field("", 50)).isEqualTo("-");
    assertThat(LogText.field(null, 50)).isEqualTo("-");
    assertThat(LogText.field("x".repeat(60), 50)).hasSize(53);
  }
}
