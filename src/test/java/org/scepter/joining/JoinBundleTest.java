package org.scepter.joining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.pki.Sha256;
import org.scepter.registrationpoint.node.NdesTerms;

class JoinBundleTest {
  private static final JoinBundle BUNDLE =
      new JoinBundle(
          "front-1",
          List.of(URI.create("https://in-1.example.com:9443"), URI.create("https://[::1]:9443")),
          List.of(Sha256.of(new byte[] {1})),
          JoinToken.random(new SecureRandom()),
          Instant.parse("2026-12-01T10:00:00Z"));

  @Test
  void it_comes_back_as_it_was_written() throws IOException {
    JoinBundle read = JoinBundle.read(BUNDLE.bytes());

    assertThat(read.name()).isEqualTo(BUNDLE.name());
    assertThat(read.urls()).isEqualTo(BUNDLE.urls());
    assertThat(read.pins()).isEqualTo(BUNDLE.pins());
    assertThat(read.token().header()).isEqualTo(BUNDLE.token().header());
    assertThat(read.expiresAt()).isEqualTo(BUNDLE.expiresAt());
  }

  @Test
  void only_its_text_shows_the_token() {
    assertThat(BUNDLE.written()).contains(BUNDLE.token().reveal());
    assertThat(BUNDLE.toString()).doesNotContain(BUNDLE.token().reveal());
    assertThat(BUNDLE.token()).hasToString("***");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "version=1 | version=2",
        "token= | token=0",
        "name=front-1 | name=Front",
        "name=front-1 | name=policy-module",
        "urls=https | urls=http",
        "9443, | 9443/path,",
        "pins= | pins=0",
        "expires-at= | expires-at=x",
        "name= | names="
      })
  void one_that_is_altered_is_none(String line, String altered) {
    byte[] text = BUNDLE.written().replace(line, altered).getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> JoinBundle.read(text)).isInstanceOf(IOException.class);
  }

  @Test
  void one_that_is_too_long_is_not_read() {
    assertThatThrownBy(() -> JoinBundle.read(new byte[JoinBundle.MAX_LENGTH + 1]))
        .hasMessageContaining("longer than");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://a",
        "https://a/b",
        "https://a?b",
        "https://u@a",
        "https:a",
        "a",
        "https://a b",
        ""
      })
  void what_is_no_listener_is_refused(String url) {
    assertThat(JoinBundle.listeners(List.of("https://good", url))).isEmpty();
  }

  @Test
  void a_token_is_64_hex_digits_behind_its_scheme() {
    String secret = BUNDLE.token().reveal();

    assertThat(JoinToken.ofHeader("bearer " + secret)).isPresent();
    assertThat(JoinToken.ofHeader(null)).isEmpty();
    assertThat(JoinToken.ofHeader("Bearer")).isEmpty();
    assertThat(JoinToken.ofHeader("Basic " + secret)).isEmpty();
    assertThat(JoinToken.ofHeader("Bearer " + secret + "0")).isEmpty();
    assertThat(JoinToken.ofHeader("Bearer " + secret.toUpperCase(java.util.Locale.ROOT))).isEmpty();
  }

  @Test
  void a_node_joins_once_and_in_time() {
    Instant end = Instant.parse("2026-12-01T10:00:00Z");
    ExpectedNode node =
        new ExpectedNode(
            Sha256.of(new byte[] {2}),
            "front",
            NdesTerms.ALL,
            end.minusSeconds(60),
            end,
            Optional.empty());
    ExpectedNode spent =
        new ExpectedNode(
            node.token(),
            "front",
            NdesTerms.ALL,
            node.addedAt(),
            end,
            Optional.of(end.minusSeconds(30)));

    assertThat(node.obstacle(end.minusMillis(1))).isEmpty();
    assertThat(node.obstacle(end)).contains(JoinRefusal.TOKEN_EXPIRED);
    assertThat(spent.obstacle(end.minusMillis(1))).contains(JoinRefusal.TOKEN_SPENT);
  }
}
