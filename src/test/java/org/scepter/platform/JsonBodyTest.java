package org.scepter.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {
  private static int status(byte[] body) {
    return JsonBody.read(new ByteArrayInputStream(body)).fold(Problem::status, fields -> 200);
  }

  private static int status(String body) {
    return status(body.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[]",
        "null",
        "\"a\"",
        "1",
        "{",
        "{]",
        "{\"a\":}",
        "{\"a\":1} x",
        "{\"a\":1,\"a\":2}",
        "{\"a\":tru}"
      })
  void what_is_no_single_object_is_malformed(String body) {
    assertThat(status(body)).isEqualTo(400);
  }

  @Test
  void broken_utf_8_is_malformed_or_read_but_never_a_fault_of_ours() {
    assertThat(status(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'})).isIn(200, 400);
    assertThat(status(new byte[] {(byte) 0xfe, (byte) 0xff, 0, 1})).isEqualTo(400);
  }

  @Test
  void deep_nesting_is_malformed() {
    assertThat(status("{\"a\":" + "[".repeat(60_000))).isEqualTo(400);
  }

  @Test
  void the_bound_is_exact() {
    String padding = " ".repeat(JsonBody.MAX_LENGTH - 2);
    assertThat(status("{}" + padding)).isEqualTo(200);
    assertThat(status("{}" + padding + " ")).isEqualTo(413);
  }

  @Test
  void every_fault_is_named_with_unknown_fields() {
    String body =
        "{\"text\":1,\"number\":1.5,\"flag\":\"yes\",\"texts\":[1],\"entries\":{\"a\":1},"
            + "\"huge\":1e999999999,\"more\":1,\"no\\u0000name\":2}";
    Problem problem =
        JsonBody.read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))
            .then(
                fields -> {
                  fields.text("text");
                  fields.integer("number");
                  fields.flag("flag");
                  fields.texts("texts");
                  fields.entries("entries");
                  fields.integer("huge");
                  return fields.orFaults(() -> "none");
                })
            .fold(found -> found, none -> null);
    assertThat(problem.status()).isEqualTo(422);
    assertThat(problem.faults().stream().map(Problem.FieldFault::field))
        .containsExactly("text", "number", "flag", "texts", "entries", "huge", "more", "?");
    assertThat(Reporter.reason(problem)).startsWith("Invalidinput: text, number");
  }

  @Test
  void a_page_is_cut_at_its_limit() {
    Page page = new Page("", 2);
    assertThat(page.cut(List.of("a", "b"), x -> x).next()).isEmpty();
    Page.Items<String> first = page.cut(List.of("a", "b", "c"), x -> x);
    assertThat(first.items()).containsExactly("a", "b");
    assertThat(first.next()).contains("b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "201", "-1", "x", "", "99999999999"})
  void limits_out_of_bounds_are_refused(String limit) {
    assertThat(Page.of(null, limit).fold(Problem::status, page -> 200)).isEqualTo(422);
  }
}
