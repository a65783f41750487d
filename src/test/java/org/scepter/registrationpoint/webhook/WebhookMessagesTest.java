package org.scepter.registrationpoint.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.pki.ChallengePassword;
import org.scepter.pki.TemplateName;
import org.scepter.platform.SettingsReader;
import org.scepter.registrationpoint.outside.OutsideAnswer;
import org.scepter.registrationpoint.outside.OutsideFaultException;

class WebhookMessagesTest {
  private static OutsideAnswer answer(String text) throws OutsideFaultException {
    try (var reader = Json.createReader(new StringReader(text))) {
      JsonObject body = reader.readObject();
      return WebhookMessages.answer(body, ChallengePassword.of("mypassword"));
    }
  }

  @Test
  void the_signature_is_hmac_sha_256_in_hex() {
    // RFC 4231, test case 2.
    assertThat(
            WebhookSignature.of(
                "what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII),
                "Jefe".getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  }

  @Test
  void a_yes_may_be_narrowed() throws Exception {
    OutsideAnswer.Agreed agreed =
        (OutsideAnswer.Agreed)
            answer(
                "{\"allow\":true,\"data\":{\"template\":\"T\",\"subject\":\"CN=a\","
                    + "\"subjectAltNames\":[\"DNS:a.example\"],\"role\":1}}");

    assertThat(agreed.template()).contains(new TemplateName("T"));
    assertThat(agreed.subject().orElseThrow().text()).isEqualTo("CN=a");
    assertThat(agreed.subjectAltNames().orElseThrow()).hasSize(1);
    assertThat(answer("{\"allow\":true,\"data\":null}")).isEqualTo(OutsideAnswer.Agreed.AS_ASKED);
    assertThat(answer("{\"allow\":true}")).isEqualTo(OutsideAnswer.Agreed.AS_ASKED);
  }

  @ParameterizedTest
  @CsvSource({
    "ChallengeExpired, ChallengeExpired",
    "expired, RefusedByOutsideAuthority",
    "'', RefusedByOutsideAuthority"
  })
  void a_no_has_a_reason(String code, String reason) throws Exception {
    OutsideAnswer.Denied denied =
        (OutsideAnswer.Denied)
            answer(
                "{\"allow\":false,\"error\":{\"code\":\""
                    + code
                    + "\",\"message\":\"mypassword is wrong\"}}");

    assertThat(denied.why().reason().name()).isEqualTo(reason);
    assertThat(denied.why().detail()).contains("*** is wrong").doesNotContain("mypassword");
  }

  @Test
  void a_challenge_that_a_no_repeats_as_its_code_is_not_told_on() throws Exception {
    OutsideAnswer.Denied denied =
        (OutsideAnswer.Denied)
            answer("{\"allow\":false,\"error\":{\"code\":\"bad mypassword\",\"message\":\"x\"}}");

    assertThat(denied.why().detail()).contains("bad ***").doesNotContain("mypassword");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"allow\":null}",
        "{\"allow\":\"true\"}",
        "{\"allow\":1}",
        "{\"allow\":{}}",
        "{\"ALLOW\":true}",
        "{\"allow\":true,\"data\":{\"subject\":[]}}",
        "{\"allow\":true,\"data\":{\"template\":\"*\"}}",
        "{\"allow\":true,\"data\":{\"subjectAltNames\":{}}}",
        "{\"allow\":true,\"data\":{\"subjectAltNames\":[1]}}"
      })
  void all_else_is_no_answer(String body) {
    assertThatThrownBy(() -> answer(body)).isInstanceOf(OutsideFaultException.class);
  }

  @Test
  void an_endpoint_without_url_and_secret_stops_the_deployment() {
    Map<String, String> written = new HashMap<>();
    written.put("scepter.scep.endpoint.mscep.authority", "webhook");
    SettingsReader reader = new SettingsReader(key -> Optional.ofNullable(written.get(key)));

    WebhookSettings.from(reader);

    assertThat(reader.faults())
        .extracting(fault -> fault.substring(0, fault.indexOf(':')))
        .containsExactly(
            "scepter.scep.endpoint.mscep.webhook-url",
            "scepter.scep.endpoint.mscep.webhook-secret-file");
  }
}
