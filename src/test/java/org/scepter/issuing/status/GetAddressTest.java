package org.scepter.issuing.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GetAddressTest {
  @ParameterizedTest
  @CsvSource({
    "/ocsp/MAP%2F%2B%2F8%3D",
    "/ocsp/MAP%2f%2b%2f8%3d",
    "/ocsp/MAP/+/8=",
    "/ocsp/MAP/+/8",
    "/below/ocsp/MAP%2F+/8=",
  })
  void base64_is_taken_encoded_and_as_it_is(String path) {
    assertThat(GetAddress.request(path))
        .hasValueSatisfying(
            der -> assertThat(HexFormat.of().formatHex(der)).isEqualTo("3003fffbff"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ocsp/",
        "/ocsp",
        "/ocsp/M",
        "/ocsp/M%2",
        "/ocsp/%zz",
        "/ocsp/MA!=",
        "/ocsp/Mé=="
      })
  void what_is_no_base64_is_none(String path) {
    assertThat(GetAddress.request(path)).isEmpty();
  }

  @Test
  void what_is_longer_than_any_request_is_not_decoded() {
    assertThat(GetAddress.request("/ocsp/" + "A".repeat(StatusQuestion.MAX_LENGTH * 4))).isEmpty();
  }
}
