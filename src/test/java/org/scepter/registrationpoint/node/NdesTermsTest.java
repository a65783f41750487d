package org.scepter.registrationpoint.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.enrolment.EndpointName;

class NdesTermsTest {
  @ParameterizedTest
  @CsvSource({
    "https://scep.example.com, https://scep.example.com",
    "http://scep.example.com:8080/, http://scep.example.com:8080",
    "https://[2001:db8::1]:8443, https://[2001:db8::1]:8443"
  })
  void a_public_url_has_a_host_and_no_path(String written, URI url) {
    assertThat(NdesTerms.url(written)).contains(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "scep.example.com",
        "ftp://scep.example.com",
        "https://",
        "https://a.example/certsrv",
        "https://a.example//",
        "https://user@a.example",
        "https://a.example?x",
        "https://a.example#x",
        "https://a.example;https://b.example"
      })
  void anything_else_is_none(String written) {
    assertThat(NdesTerms.url(written)).isEmpty();
  }

  @Test
  void endpoints_survive_their_text() {
    NdesTerms terms =
        new NdesTerms(
            Optional.empty(),
            Optional.of(
                List.of(
                    new EndpointName("mscep"), new EndpointName("b-1"), new EndpointName("b-1"))));

    assertThat(terms.joinedEndpoints()).contains("mscep,b-1");
    assertThat(NdesTerms.endpoints("mscep,b-1")).isEqualTo(terms.endpoints().orElseThrow());
    assertThat(NdesTerms.ALL.joinedEndpoints()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", "mscep,", "Mscep", "a b", "mscep;b"})
  void what_names_no_endpoint_never_stands_for_all(String text) {
    assertThatThrownBy(() -> NdesTerms.endpoints(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void to_serve_none_is_not_to_be_registered() {
    assertThatThrownBy(() -> new NdesTerms(Optional.empty(), Optional.of(List.of())))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
