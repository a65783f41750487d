package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.security.cert.X509Certificate;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.testing.OnServer;
import org.scepter.testing.TestServer;
import org.scepter.testing.outside.ManagedDevice;
import org.scepter.testing.outside.Trouble;
import org.scepter.testing.outside.WebhookReceiver;
import org.scepter.testing.scep.Csr;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.TestKeys;

/** An endpoint that asks a program as step-ca does. */
@OnServer
class WebhookIT {
  private static final int BAD_REQUEST = 2;

  private static WebhookReceiver hook;

  private final TestServer server = TestServer.running();

  @BeforeAll
  static void start() {
    hook = new WebhookReceiver(Integer.getInteger("scepter.test.webhook-port"));
  }

  @AfterAll
  static void stop() {
    hook.close();
  }

  @BeforeEach
  void forget() {
    hook.forget();
  }

  private ManagedDevice device() {
    return ManagedDevice.of(server, "hook", hook::challenge);
  }

  private ManagedDevice answered(String json) {
    return device().challenged((subject, names) -> hook.answering(json));
  }

  @Test
  void what_the_program_allows_is_issued_and_it_is_asked_once() {
    ManagedDevice device = device();
    Csr csr = device.csr();
    PkiMessage message = device.message(csr);

    X509Certificate certificate = device.scep().post(message).certificate();
    assertThat(device.enrol().certificate()).isEqualTo(certificate);

    assertThat(hook.heard()).hasSize(1);
    JsonObject asked = hook.heard().get(0).json();
    assertThat(asked.getString("scepChallenge")).isEqualTo(device.challenge());
    assertThat(asked.getString("scepTransactionID")).isEqualTo(message.transactionId());
    assertThat(asked.getString("provisionerName")).isEqualTo("hook");
    assertThat(asked.getString("timestamp")).isNotEmpty();
    assertThat(
            Base64.getDecoder()
                .decode(asked.getJsonObject("x509CertificateRequest").getString("raw")))
        .isEqualTo(csr.der());
    assertThat(hook.heard().get(0).header("X-Smallstep-Webhook-ID")).contains("hook-of-the-tests");
  }

  @Test
  void another_key_gets_nothing_for_the_same_challenge() {
    ManagedDevice device = device();
    device.enrol().certificate();

    device.scep().post(device.with(TestKeys.rsa()).message()).requireFailure(BAD_REQUEST);
    assertThat(hook.heard()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"allow\":false}",
        "{\"allow\":false,\"error\":{\"code\":\"no\",\"message\":\"not today\"}}",
        "{\"allow\":false,\"error\":\"no\"}",
        "{\"allow\":true,\"data\":{\"subject\":\"CN=another,O=Managed\"}}",
        "{\"allow\":true,\"data\":{\"subjectAltNames\":[\"DNS:another.managed.test\"]}}",
        "{\"allow\":true,\"data\":{\"subjectAltNames\":[]}}",
        "{\"allow\":true,\"data\":{\"template\":\"ScepterDeviceSignature\"}}"
      })
  void what_it_does_not_allow_is_refused(String json) {
    answered(json).enrol().requireFailure(BAD_REQUEST);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SubjectNameMismatch | 80094001",
        "KeyLengthMismatch | 80094811",
        "KeyUsageMismatch | 800b0110",
        "whatever | 80070056"
      })
  void a_code_that_is_one_of_ours_keeps_its_meaning(String code, String hresult) {
    String json = "{\"allow\":false,\"error\":{\"code\":\"" + code + "\",\"message\":\"x\"}}";

    assertThat(answered(json).enrol().requireFailure(BAD_REQUEST).hresult())
        .contains(Integer.parseUnsignedInt(hresult, 16));
  }

  @Test
  void names_and_template_that_it_agrees_to_are_issued() {
    ManagedDevice device = device();
    String json =
        "{\"allow\":true,\"data\":{\"template\":\"ScepterDevice\",\"subject\":\""
            + device.subject()
            + "\",\"subjectAltNames\":[\""
            + device.altNames().get(0)
            + "\"],\"role\":\"ignored\"}}";

    assertThat(device.challenged((subject, names) -> hook.answering(json)).enrol().isSuccess())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"allow\":\"true\"}",
        "{\"allow\":1}",
        "{\"Allow\":true}",
        "{\"allow\":true,\"data\":{\"subject\":7}}",
        "{\"allow\":true,\"data\":{\"subject\":\"no name\"}}",
        "{\"allow\":true,\"data\":{\"subjectAltNames\":\"DNS:x\"}}",
        "{\"allow\":true,\"data\":{\"subjectAltNames\":[\"x\"]}}",
        "{\"allow\":true,\"data\":{\"template\":\"\"}}"
      })
  void what_cannot_be_understood_is_no_yes(String json) {
    ManagedDevice device = answered(json);

    device.requireUnavailable(device.message());
  }

  @ParameterizedTest
  @EnumSource(Trouble.class)
  void no_trouble_is_taken_for_a_yes(Trouble trouble) {
    ManagedDevice device = device();
    hook.trouble(trouble);

    device.requireUnavailable(device.message());
    assertThat(device.enrol().isSuccess()).as("the device may ask again").isTrue();
  }

  @Test
  void names_outside_the_endpoints_patterns_are_refused_whatever_it_says() {
    device().named("CN=x,O=Elsewhere", hook::challenge).enrol().requireFailure(BAD_REQUEST);
  }
}
