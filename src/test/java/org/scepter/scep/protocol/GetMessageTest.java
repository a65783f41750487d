package org.scepter.scep.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.pki.UnreadableException;

class GetMessageTest {
  // fb ff fe 3e: holds both + and / and needs padding.
  private static final byte[] MESSAGE = {(byte) 0xfb, (byte) 0xff, (byte) 0xfe, 0x3e};

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+//+Pg==", // as it is; iOS leaves + and / unescaped
        "%2B%2F%2F%2BPg%3D%3D", // escaped
        "%2b%2f%2f%2bPg%3d%3d", // escaped in lower case
        "+//+Pg%3D%3D", // iOS escapes = alone
        " // Pg==", // + became a blank on the way
        "%20//%20Pg==", // and was escaped then
        "%252B%252F%252F%252BPg%253D%253D", // a proxy escaped again
        "+//+Pg", // no padding
        "+//+Pg=", // half of it
        "+//+\r\nPg==\r\n", // line breaks
        "+//+%0D%0APg==%0A", // escaped ones
        "+//+\tPg=="
      })
  void what_clients_and_proxies_leave_is_one_message(String parameter) throws Exception {
    assertThat(GetMessage.decode(parameter, 4)).isEqualTo(MESSAGE);
  }

  @ParameterizedTest
  @CsvSource({
    "'', empty",
    "====, empty",
    "'\r\n', empty",
    "+, not base64",
    "+//+P, not base64",
    "+/=+Pg==, not base64",
    "-__-Pg==, not base64",
    "+//+Pg==&x=1, not base64",
    "%2, within a percent escape",
    "AAAA%, within a percent escape",
    "%zz, broken percent escape",
    "%2٣, broken percent escape",
    "%25zz, broken percent escape",
    "AAAä, not base64",
    "%C3%A4AA, not base64"
  })
  void anything_else_is_unreadable(String parameter, String reason) {
    assertThatThrownBy(() -> GetMessage.decode(parameter, 100))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void the_length_is_bounded_at_the_limit_and_one_over() throws Exception {
    for (int limit = 1; limit < 40; limit++) {
      int max = limit;
      assertThat(GetMessage.decode(base64(limit), max)).hasSize(limit);
      assertThatThrownBy(() -> GetMessage.decode(base64(max + 1), max))
          .isInstanceOf(UnreadableException.class)
          .hasMessageContaining("longer than " + max);
    }
  }

  @Test
  void a_parameter_of_escapes_alone_is_bounded_before_it_is_copied() {
    String parameter = "%25".repeat(1000);

    assertThatThrownBy(() -> GetMessage.decode(parameter, 100))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("longer than 100");
  }

  private static String base64(int length) {
    return Base64.getEncoder().encodeToString(new byte[length]);
  }

  @RepeatedTest(20)
  void any_message_survives_every_escaping(RepetitionInfo repetition) throws Exception {
    Random random = new Random(repetition.getCurrentRepetition());
    byte[] message = new byte[1 + random.nextInt(5000)];
    random.nextBytes(message);
    String plain = Base64.getEncoder().encodeToString(message);
    String escaped = URLEncoder.encode(plain, StandardCharsets.UTF_8);

    assertThat(GetMessage.decode(plain, message.length)).isEqualTo(message);
    assertThat(GetMessage.decode(escaped, message.length)).isEqualTo(message);
    assertThat(
            GetMessage.decode(URLEncoder.encode(escaped, StandardCharsets.UTF_8), message.length))
        .isEqualTo(message);
    assertThat(GetMessage.decode(plain.replace('+', ' '), message.length)).isEqualTo(message);
    assertThat(GetMessage.decode(Base64.getMimeEncoder().encodeToString(message), message.length))
        .isEqualTo(message);
  }
}
