package org.scepter.scep.est;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EstPathTest {
  @ParameterizedTest
  @CsvSource({
    "/.well-known/est/cacerts, '', cacerts",
    "/.well-known/est/machines/simpleenroll, machines, simpleenroll",
    "/.well-known/est/Old One/csrattrs, Old One, csrattrs",
    "/.well-known/est/a/fullcmc, a, fullcmc"
  })
  void an_operation_may_have_a_label(String path, String label, String operation) {
    EstPath read = EstPath.of(path).orElseThrow();

    assertThat(read.label().orElse("")).isEqualTo(label);
    assertThat(read.operation()).isEqualTo(operation);
    assertThat(EstPath.isBeneath(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/.well-known/est",
        "/.well-known/est/",
        "/.well-known/est/machines/",
        "/.well-known/est//cacerts",
        "/.well-known/est/a/b/cacerts",
        "/.well-known/est/a/cacerts/",
        "/.well-known/est/a/CACERTS",
        "/.well-known/est/a/../cacerts",
        "/.well-known/est/a\nb/c/d"
      })
  void what_is_beneath_but_no_operation_is_told_apart(String path) {
    assertThat(EstPath.isBeneath(path)).isTrue();
    assertThat(EstPath.of(path)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/.well-known/estimate", "/.well-known", "/scep/est", "/estate"})
  void other_paths_are_others(String path) {
    assertThat(EstPath.isBeneath(path)).isFalse();
    assertThat(EstPath.isInside(path)).isFalse();
    assertThat(EstPath.of(path)).isEmpty();
  }

  @Test
  void a_label_has_at_most_as_many_characters_as_a_templates_name() {
    assertThat(EstPath.of("/.well-known/est/" + "a".repeat(64) + "/cacerts")).isPresent();
    assertThat(EstPath.of("/.well-known/est/" + "a".repeat(65) + "/cacerts")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/est", "/est/", "/est/cacerts", "/est/a\nb"})
  void the_resources_own_address_is_for_nobody_outside(String path) {
    assertThat(EstPath.isInside(path)).isTrue();
  }
}
