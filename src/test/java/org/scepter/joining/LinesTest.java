package org.scepter.joining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinesTest {
  private static Lines read(String text) throws IOException {
    return Lines.read(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a=b:c",
        " Bücher & Söhne",
        "back\\slash",
        "#no comment",
        "\\u0041",
        "https://a:1"
      })
  void a_value_comes_back_as_it_was(String value) throws IOException {
    String written = Lines.empty().with("one", value).with("two", "2").written();

    assertThat(read(written).text("one")).isEqualTo(value);
    assertThat(read(written).text("two")).isEqualTo("2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\rb", "a\0"})
  void a_value_is_one_line(String value) {
    assertThatThrownBy(() -> Lines.empty().with("one", value))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void what_is_missing_or_no_base64_is_told_by_its_name_alone() {
    assertThatThrownBy(() -> read("a=b").text("c")).hasMessageContaining("line c");
    assertThatThrownBy(() -> read("a=!secret").bytes("a"))
        .isInstanceOf(IOException.class)
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> read("a=AAAA").chain("a")).isInstanceOf(IOException.class);
  }

  @Test
  void it_prints_names_alone() throws IOException {
    assertThat(read("token=secret")).hasToString("[token]");
    assertThat(read("ra-1=x\nra-2=y\nb=z").names("ra-")).containsExactly("1", "2");
  }
}
