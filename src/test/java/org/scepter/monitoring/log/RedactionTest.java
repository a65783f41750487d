package org.scepter.monitoring.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.pki.Hex;
import org.scepter.pki.Sha256;

class RedactionTest {
  private final Random random = new Random(8894);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "operation=GetCACert&message=MDM",
        "operation=GetCACaps&message=SCEP%20Authority",
        "operation=GetCACert",
        "operation=GetCACaps&message=0",
        "after=1234567&limit=500",
        "since=2026-11-23T11:00:00Z",
        "subject=CN%3Dphone-1%2CO%3DExample",
        "object=device:phone-1",
      })
  void what_is_short_and_tells_nothing_is_shown_as_it_came(String query) {
    assertThat(Redaction.query(query)).isEqualTo(query);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "operation=PKIOperation&message=",
        "message=%s&operation=PKIOperation",
        "OPERATION=pkioperation&MESSAGE=",
        "operation=PKI%4Fperation&mess%61ge=",
        "operation=GetCACert&operation=PKIOperation&message=",
      })
  void a_message_is_named_by_length_and_digest(String form) {
    String message = base64(3000);
    String query = form.contains("%s") ? form.replace("%s", message) : form + message;

    assertThat(Redaction.query(query))
        .contains("length:3000;sha256:" + sha256(Base64.getDecoder().decode(message)))
        .doesNotContain(message.substring(0, 24));
  }

  @Test
  void a_short_message_of_a_pki_operation_is_not_shown_either() {
    assertThat(Redaction.query("operation=PKIOperation&message=M!"))
        .isEqualTo("operation=PKIOperation&message=(length:2;sha256:" + sha256("M!") + ")");
  }

  @Test
  void any_query_over_one_kibibyte_is_named_by_length_and_digest() {
    String query = "subject=a&".repeat(103);

    assertThat(Redaction.query(query)).isEqualTo("(length:1030;sha256:" + sha256(query) + ")");
  }

  @Test
  void no_shown_query_is_longer_than_the_limit() {
    for (int i = 0; i < 500; i++) {
      String query = "operation=PKIOperation&message=" + base64(random.nextInt(2000));
      query += "&a=b".repeat(random.nextInt(600));
      assertThat(Redaction.query(query)).hasSizeLessThanOrEqualTo(Redaction.MAX_QUERY + 64);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "password=sesame,password=***",
    "Challenge=x,Challenge=***",
    "access_token=x,access_token=***",
    "t%6Fken=x,t%6Fken=***",
    "code=1,code=***",
    "DEADBEEFDEADBEEF,***",
    "q=DEADBEEF-DEADBEEF,q=***",
    "q=%44EADBEEFDEADBEEF,q=***",
    "q=%2544EADBEEFDEADBEEF,q=***",
    "q=%25252544,q=***",
    "DEADBEEFDEADBEEF=1,***=***",
    "q=ab1+cd2/ef3+gh4/ij5+kl6,q=***",
  })
  void what_looks_like_a_secret_leaves_no_trace(String query, String shown) {
    assertThat(Redaction.query(query)).isEqualTo(shown);
  }

  @Test
  void no_form_of_a_challenge_reaches_the_log() {
    List<UnaryOperator<String>> forms =
        List.of(
            UnaryOperator.identity(),
            it -> it.toUpperCase(Locale.ROOT),
            RedactionTest::everyCharacterEncoded,
            it -> everyCharacterEncoded(everyCharacterEncoded(it)),
            it -> it.replaceAll("(.{8})(?!$)", "$1-"),
            it -> it.replaceAll("(.{4})(?!$)", "$1%20"),
            it -> "x" + it + "y",
            it -> Base64.getEncoder().encodeToString(it.getBytes(StandardCharsets.US_ASCII)));
    List<String> places =
        List.of(
            "%s",
            "%s=1",
            "a=%s",
            "operation=GetCACert&message=%s",
            "operation=%s",
            "operation=PKIOperation&message=%s",
            "operation=PKIOperation&%s",
            "message=%s",
            "a=b&&=%s&c");
    for (int i = 0; i < 200; i++) {
      String challenge = hex(32);
      for (UnaryOperator<String> form : forms) {
        for (String place : places) {
          String sent = form.apply(challenge);
          String shown = Redaction.query(place.replace("%s", sent));
          assertThat(shown)
              .doesNotContain(sent.substring(0, 16), sent.substring(sent.length() - 16));
        }
      }
    }
  }

  @Test
  void one_time_passwords_of_sixteen_digits_have_no_digest_that_could_be_guessed() {
    for (int i = 0; i < 200; i++) {
      String password = hex(8).toUpperCase(Locale.ROOT);
      assertThat(Redaction.query("operation=GetCACert&message=" + password))
          .isEqualTo("operation=GetCACert&message=***");
    }
  }

  @Test
  void paths_lose_their_parameters_and_secrets() {
    String token = hex(32);

    assertThat(Redaction.path("/checkin/phone-1;jsessionid=" + token))
        .isEqualTo("/checkin/phone-1");
    assertThat(Redaction.path("/enrol/" + token + "/x")).isEqualTo("/enrol/***/x");
    assertThat(Redaction.path("/api/v1/certificates/" + hex(20))).doesNotContain("***");
    assertThat(Redaction.path("/certsrv/mscep/mscep.dll/pkiclient.exe"))
        .isEqualTo("/certsrv/mscep/mscep.dll/pkiclient.exe");
  }

  @Test
  void a_referer_loses_its_query() {
    assertThat(Redaction.referer("https://host/console/a?token=x#y"))
        .isEqualTo("https://host/console/a");
  }

  @Test
  void headers_lose_long_runs() {
    assertThat(Redaction.header("agent/1 " + hex(32))).isEqualTo("agent/1 ***");
    assertThat(Redaction.header("Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/115.0"))
        .doesNotContain("***");
  }

  private static String everyCharacterEncoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.US_ASCII)) {
      encoded.append('%').append(Hex.encode(new byte[] {b}));
    }
    return encoded.toString();
  }

  private String hex(int bytes) {
    byte[] content = new byte[bytes];
    random.nextBytes(content);
    return Hex.encode(content);
  }

  private String base64(int bytes) {
    byte[] content = new byte[bytes];
    random.nextBytes(content);
    return Base64.getEncoder().encodeToString(content);
  }

  private static String sha256(String text) {
    return sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String sha256(byte[] bytes) {
    return Sha256.of(bytes).hex();
  }
}
