package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.testing.HandedOut;
import org.scepter.testing.OnServer;
import org.scepter.testing.SiteClient;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.CertRep;
import org.scepter.testing.scep.Csr;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.ScepClient;
import org.scepter.testing.scep.Signer;
import org.scepter.testing.scep.TestKeys;

/** Jamf Pro's webhook SCEPChallenge at the endpoint {@code jamf} of the build's settings. */
@OnServer
class JamfIT {
  /** As Jamf Pro's pages and those who speak with it show it. */
  private static final String EVENT =
      "{\"webhook\":{\"webhookEvent\":\"SCEPChallenge\",\"id\":1,"
          + "\"eventTimestamp\":1757435578000,\"name\":\"Scepter\"},"
          + "\"event\":{\"scepServerUrl\":\"https://scep.example.com/scep/jamf\","
          + "\"payloadIdentifier\":\"CDB0BC64-F3EB-4B1A-AA5E-9A5D994CA593\","
          + "\"payloadTypes\":[\"com.apple.security.scep\"]}}";

  private final TestServer server = TestServer.running();

  private static String password() {
    try (var file = HandedOut.class.getResourceAsStream("outside/jamf.secret")) {
      return HandedOut.remember(new String(file.readAllBytes(), StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<String> post(
      URI listener, String endpoint, Optional<String> authorization, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(listener + "/jamf/" + endpoint))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    authorization.ifPresent(value -> request.header("Authorization", value));
    try {
      return server.client().send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<String> ask(String body) {
    return post(server.https(), "jamf", Optional.of(SiteClient.basic("jamf", password())), body);
  }

  private String challenge() {
    HttpResponse<String> answer = ask(EVENT);
    assertThat(answer.statusCode()).isEqualTo(200);
    return HandedOut.remember(answer.body());
  }

  private CertRep enrol(KeyPair key, String challenge) {
    ScepClient scep = server.scep(server.https(), "/scep/jamf");
    Csr csr = Csr.of(key, "CN=mac-1,O=Macs").keyUsage(Csr.GENERAL_PURPOSE).challenge(challenge);
    return scep.post(
        PkiMessage.pkcsReq(
            csr, scep.caCertificates().encryption(), Signer.selfSigned(key, "CN=any")));
  }

  @Test
  void jamf_gets_a_fresh_challenge_as_plain_text_that_is_good_for_one_key() {
    HttpResponse<String> answer = ask(EVENT);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    String challenge = HandedOut.remember(answer.body());
    assertThat(challenge).matches("[0-9A-F]{16}").isNotEqualTo(challenge());
    assertThat(enrol(TestKeys.rsa(), challenge).isSuccess()).isTrue();
    enrol(TestKeys.rsa(), challenge).requireFailure(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "jamf | none | none",
        "jamf | jamf | wrong-password-of-someone",
        "jamf | admin | right",
        "jamf | jamf | ''",
        "passwords | jamf | right",
        "mscep | jamf | right",
        "nowhere | jamf | right"
      })
  void nobody_else_gets_one(String endpoint, String user, String secret) {
    Optional<String> authorization =
        Optional.ofNullable(user)
            .map(name -> SiteClient.basic(name, secret.equals("right") ? password() : secret));

    HttpResponse<String> answer = post(server.https(), endpoint, authorization, EVENT);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate"))
        .hasValueSatisfying(scheme -> assertThat(scheme).startsWith("Basic"));
  }

  @Test
  void the_servers_own_people_get_none_here() {
    String admin = SiteClient.basic("admin", server.text("secrets/admin.password"));

    assertThat(post(server.https(), "jamf", Optional.of(admin), EVENT).statusCode()).isEqualTo(401);
  }

  @Test
  void plain_http_is_no_way_to_ask() {
    String right = SiteClient.basic("jamf", password());

    assertThat(post(server.http(), "jamf", Optional.of(right), EVENT).statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"webhook\":{\"webhookEvent\":\"SCEPChallenge\"},\"webhook\":{}}",
      })
  void a_body_that_is_not_one_json_object_is_refused(String body) {
    assertThat(ask(body).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"webhook\":\"SCEPChallenge\"}",
        "{\"webhook\":{\"webhookEvent\":\"ComputerAdded\"},\"event\":{}}",
        "{\"webhook\":{\"webhookEvent\":1}}"
      })
  void another_event_is_refused(String body) {
    assertThat(ask(body).statusCode()).isEqualTo(422);
  }

  @Test
  void a_long_body_is_not_read() {
    assertThat(ask("{\"a\":\"" + "x".repeat(100_000) + "\"}").statusCode()).isEqualTo(413);
  }
}
