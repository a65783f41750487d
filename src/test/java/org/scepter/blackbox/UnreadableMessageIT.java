package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.testing.Device;
import org.scepter.testing.OnServer;
import org.scepter.testing.Policy;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.Malformed;
import org.scepter.testing.scep.TestKeys;

/** What cannot be read gets a short plain answer, and nothing else changes. */
@OnServer
class UnreadableMessageIT {
  private static final TestServer SERVER = TestServer.running();
  private static final KeyPair KEY = TestKeys.rsa();
  private static final int TWO_MEBIBYTES = 2 * 1024 * 1024;
  private Device device;
  private Policy policy;

  @BeforeEach
  void checkIn() {
    device = SERVER.site().deployedDevice();
    policy = device.checkIn();
  }

  @AfterEach
  void the_challenge_is_still_good() {
    assertThat(SERVER.site().certificates(device.name())).isEmpty();
    device.enrol(policy);
  }

  private static HttpResponse<byte[]> getMessage(byte[] message) {
    return SERVER
        .scep()
        .getRaw(
            Base64.getEncoder()
                .encodeToString(message)
                .replace("+", "%2B")
                .replace("/", "%2F")
                .replace("=", "%3D"));
  }

  @Test
  void truncated_bytes_are_refused() {
    byte[] whole = policy.message(SERVER, KEY).encoded();

    requirePlain(400, SERVER.scep().postRaw(Malformed.truncated(whole)));
    requirePlain(400, getMessage(Malformed.truncated(whole)));
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 10_000, 60_000})
  void a_nesting_bomb_is_refused(int depth) {
    requirePlain(400, SERVER.scep().postRaw(Malformed.nestingBomb(depth)));
  }

  @Test
  void a_length_bomb_is_refused() {
    requirePlain(400, SERVER.scep().postRaw(Malformed.lengthBomb()));
    requirePlain(400, getMessage(Malformed.lengthBomb()));
  }

  @Test
  void a_body_over_the_limit_is_refused_unread() {
    requirePlain(413, SERVER.scep().postRaw(new byte[TWO_MEBIBYTES]));
    byte[] padded = policy.message(SERVER, KEY).padding(TWO_MEBIBYTES).encoded();
    requirePlain(413, SERVER.scep().postRaw(padded));
  }

  @Test
  void an_empty_message_is_refused() {
    requirePlain(400, SERVER.scep().postRaw(new byte[0]));
    requirePlain(400, SERVER.scep().getRaw(""));
    requirePlain(400, SERVER.scep().get("operation=PKIOperation"));
  }

  @Test
  void a_message_that_is_not_base64_is_refused() {
    requirePlain(400, SERVER.scep().getRaw("%21%21not-base64%21%21"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"operation=GetNothing", "operation=", "message=MDM"})
  void an_unknown_operation_is_refused(String query) {
    HttpResponse<byte[]> answer = SERVER.scep().get(query);

    assertThat(answer.statusCode()).isIn(400, 403);
    assertThat(answer.body().length).isLessThan(400);
  }

  private static void requirePlain(int status, HttpResponse<byte[]> answer) {
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    assertThat(answer.statusCode()).as(text).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
    assertThat(text).isNotBlank().hasSizeLessThan(300).doesNotContain("Exception", "\tat ");
  }
}
