package org.scepter.scep.est;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.pki.ChallengePassword;

class BasicPasswordTest {
  private static String header(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "phone-1:secret, secret",
    ":secret, secret",
    "phone-1:se:cret, se:cret",
    "phone-1:gehéim, gehéim"
  })
  void it_is_what_follows_the_first_colon(String pair, String password) {
    assertThat(BasicPassword.of(header(pair))).contains(ChallengePassword.of(password));
    assertThat(BasicPassword.of(header(pair).replace("Basic", "BASIC"))).isPresent();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "Basic",
        "Basic ",
        "Basic ???",
        "Basic c2VjcmV0", // no colon
        "Basic cGhvbmUtMTo=", // nothing after it
        "Bearer cGhvbmUtMTpzZWNyZXQ=",
        "cGhvbmUtMTpzZWNyZXQ="
      })
  void anything_else_is_none(String header) {
    assertThat(BasicPassword.of(header)).isEmpty();
  }

  @Test
  void it_is_bounded() {
    assertThat(BasicPassword.of(header(":" + "a".repeat(16_384)))).isPresent();
    assertThat(BasicPassword.of(header(":" + "a".repeat(16_385)))).isEmpty();
    assertThat(BasicPassword.of(header(":" + "a".repeat(100_000)))).isEmpty();
  }
}
