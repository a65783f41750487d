package org.scepter.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EstTextTest {
  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"AQIDBA==", "AQID\nBA==\n", "AQID\r\nBA==\r\n", " AQ ID\tBA == ", "AQIDBA"})
  void base64_is_read_however_it_is_folded(String text) throws Exception {
    assertThat(EstText.decode(ascii(text))).containsExactly(1, 2, 3, 4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n\n",
        "=",
        "A",
        "AQID*A==",
        "AQ==AQ==",
        "-----BEGIN CERTIFICATE REQUEST-----\nAQIDBA==\n-----END CERTIFICATE REQUEST-----"
      })
  void anything_else_is_unreadable(String text) {
    assertThatThrownBy(() -> EstText.decode(ascii(text))).isInstanceOf(UnreadableException.class);
  }

  @Test
  void the_longest_text_has_room_for_lines_of_sixty_four() {
    byte[] der = new byte[CertificationRequest.MAX_DER_LENGTH];
    byte[] lines = Base64.getMimeEncoder(64, ascii("\r\n")).encode(der);

    assertThat(lines.length + 2).isBetween(90_000, EstText.maxLength(der.length));
    assertThat(EstText.maxLength(1)).isEqualTo(6);
  }
}
