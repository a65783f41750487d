package org.scepter.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowTextTest {
  private static Optional<List<Optional<String>>> read(String text) throws IOException {
    return RowText.read(new BufferedReader(new StringReader(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a",
        "\\",
        "\\N",
        "\t",
        "\n",
        "\r\n",
        "\\t",
        "a\\",
        "ä€\u2028\u0085",
        "'"
      })
  void any_text_comes_back(String text) throws IOException {
    List<Optional<String>> row = List.of(Optional.of(text), Optional.empty(), Optional.of(text));

    String line = RowText.line(row);

    assertThat(line).endsWith("\n");
    assertThat(line.substring(0, line.length() - 1)).doesNotContain("\n", "\r");
    assertThat(read(line)).contains(row);
  }

  @Test
  void the_form_is_that_of_postgresqls_copy() {
    assertThat(RowText.line(List.of(Optional.of("a\tb"), Optional.empty(), Optional.of("\\"))))
        .isEqualTo("a\\tb\t\\N\t\\\\\n");
  }

  @Test
  void after_the_last_row_there_is_none() throws IOException {
    assertThat(read("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\x\n", "a\\\n", "\\n\\\tb\n"})
  void what_no_row_has_is_refused(String line) {
    assertThatThrownBy(() -> read(line)).isInstanceOf(IOException.class);
  }
}
