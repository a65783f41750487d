package org.scepter.device;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.io.StringReader;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.platform.JsonFields;
import org.scepter.platform.Problem;
import org.scepter.platform.Result;
import org.scepter.platform.SecretMac;

class DeviceRulesTest {
  private static Result<DeviceRules.NewDevice> validate(String json) {
    return DeviceRules.validate(
        new JsonFields(Json.createReader(new StringReader(json.replace('\'', '"'))).readObject()));
  }

  @Test
  void a_name_suffices() {
    DeviceRules.NewDevice device = validate("{'name':'phone-1'}").fold(problem -> null, d -> d);
    assertThat(device).isEqualTo(new DeviceRules.NewDevice("phone-1", "generic", Map.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | name",
        "{'name':'../x'} | name",
        "{'name':'a b'} | name",
        "{'name':'-a'} | name",
        "{'name':'ä'} | name",
        "{'name':'a','platform':'Windows 11'} | platform",
        "{'name':'a','attributes':{'Colour':'red'}} | attributes",
        "{'name':'a','attributes':{'DeviceName':'b'}} | attributes",
        "{'name':'a','attributes':{'UserName':''}} | attributes.UserName",
        "{'name':'a','attributes':{'UserName':'a\\u0000'}} | attributes.UserName",
        "{'name':'a','attributes':{'UserName':'\\ud800'}} | attributes.UserName",
        "{'name':'a','attributes':{'UserName':'\\ue000'}} | attributes.UserName",
        "{'name':'a','attributes':{'UserName':7}} | attributes",
        "{'name':'a','token':'0'} | token"
      })
  void a_fault_is_named_by_its_field(String json, String field) {
    List<String> faults =
        validate(json)
            .fold(
                problem -> problem.faults().stream().map(Problem.FieldFault::field).toList(),
                device -> List.of());
    assertThat(faults).containsExactly(field);
  }

  @Test
  void a_token_never_prints_and_has_256_bits() {
    SecretToken token = SecretToken.random(new SecureRandom());
    assertThat(token.reveal()).matches("[0-9a-f]{64}");
    assertThat(new NewToken(token, java.time.Instant.EPOCH).toString())
        .doesNotContain(token.reveal());
    assertThat(SecretToken.isShapedLike(token.reveal())).isTrue();
    assertThat(SecretToken.isShapedLike(token.reveal().toUpperCase(java.util.Locale.ROOT) + "g"))
        .isFalse();
  }

  @Test
  void kinds_of_secrets_have_macs_of_their_own() {
    SecretMac mac = new SecretMac(new byte[32]);
    assertThat(mac.of("device-token", "a")).isNotEqualTo(mac.of("api-token", "a"));
  }
}
