package org.scepter.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SoughtTest {
  private final Sought sought = new Sought(List.of("12345678", "12345679abc", "x23456789"));

  @Test
  void each_is_found_at_the_start_in_the_middle_and_at_the_end() {
    assertThat(sought.foundIn("12345678 and more")).contains("12345678");
    assertThat(sought.foundIn("said 12345679abc once")).contains("12345679abc");
    assertThat(sought.foundIn("the last is x23456789")).contains("x23456789");
  }

  @Test
  void a_text_with_parts_of_them_holds_none() {
    assertThat(sought.foundIn("1234567 12345679ab 23456789")).isEmpty();
    assertThat(sought.foundIn("1234")).isEmpty();
    assertThat(sought.foundIn("")).isEmpty();
  }

  @Test
  void what_is_too_short_is_not_sought() {
    assertThatThrownBy(() -> new Sought(List.of("1234567")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
