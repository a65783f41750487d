package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.testing.Applicant;
import org.scepter.testing.DeviceEst;
import org.scepter.testing.JsonAnswer;
import org.scepter.testing.LogFiles;
import org.scepter.testing.OnServer;
import org.scepter.testing.RawHttp;
import org.scepter.testing.RegistrationPoint;
import org.scepter.testing.SiteClient;
import org.scepter.testing.TestServer;
import org.scepter.testing.Tls;
import org.scepter.testing.scep.Csr;
import org.scepter.testing.scep.TestKeys;

/** What EST for devices refuses, and that it costs no challenge. */
@OnServer
class DeviceEstRefusalIT {
  private static final String ENDPOINT = "machines";

  private final TestServer server = TestServer.running();
  private final DeviceEst est = at(ENDPOINT);

  private DeviceEst at(String label) {
    return DeviceEst.at(server, server.https(), label);
  }

  private Applicant applicant() {
    return Applicant.at(server, ENDPOINT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mscep", // EST is off there
        "nonsense",
        "ScepterDeviceSignature", // of two endpoints
        "infrastructure",
        "MACHINES"
      })
  void what_is_no_label_is_not_found(String label) {
    Applicant applicant = applicant();

    at(label).get("cacerts").expect(404);
    at(label).get("csrattrs").expect(404);
    at(label).enrol(applicant.csrWithoutChallenge(), applicant.challenge()).expect(404);

    applicant.requireUntouched();
  }

  @ParameterizedTest
  @CsvSource({
    "machines/fullcmc, 404",
    "machines/serverkeygen, 404",
    "machines/cacerts/, 404",
    "'', 404",
    "machines/simpleenroll, 405"
  })
  void other_addresses_are_not_served(String path, int status) {
    assertThat(get(server.https(), "/.well-known/est/" + path)).isEqualTo(status);
  }

  @Test
  void the_resources_own_address_is_for_nobody() {
    for (URI listener : List.of(server.http(), server.https(), server.internal())) {
      assertThat(get(listener, "/est/cacerts")).isEqualTo(404);
      assertThat(get(listener, "/est")).isEqualTo(404);
    }
  }

  private int get(URI listener, String path) {
    return RawHttp.get(listener, Tls.trusting(server.roots()), path, Map.of()).status();
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        row("another subject", c -> c, "subject not accepted", true),
        row(
            "to be a CA",
            c -> c.extension("2.5.29.19", true, HexFormat.of().parseHex("30030101ff")),
            "key usage not accepted",
            false),
        row(
            "a key usage of another template",
            c -> c.keyUsage(Csr.SIGNATURE),
            "certificate template not accepted",
            false),
        row(
            "a key usage of no template",
            c -> c.keyUsage(0xa6),
            "certificate template not accepted",
            false),
        row(
            "another extended key usage",
            c -> c.extendedKeyUsages(List.of("1.3.6.1.5.5.7.3.1")),
            "key usage not accepted",
            false),
        row(
            "one more name",
            c -> c.alternativeNames(List.of("DNS:admin.example.test")),
            "subject alternative name not accepted",
            false),
        row(
            "a broken proof of possession",
            Csr::brokenSignature,
            "certification request not signed by its key",
            false));
  }

  private static Arguments row(
      String what, UnaryOperator<Csr> change, String told, boolean otherSubject) {
    return Arguments.of(what, change, told, otherSubject);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrong")
  void a_request_that_asks_for_more_than_was_authorised_gets_nothing(
      String what, UnaryOperator<Csr> change, String told, boolean otherSubject) {
    Applicant applicant = applicant();
    Csr right =
        otherSubject ? applicant.csrFor("CN=admin,O=Example") : applicant.csrWithoutChallenge();
    Csr csr = change.apply(right);

    DeviceEst.Answer answer = est.enrol(csr, applicant.challenge()).expect(400);

    assertThat(answer.text()).isEqualTo("Refused: " + told + ".\n");
    assertThat(LogFiles.of(server).lines("NDES.log"))
        .as("on record")
        .anyMatch(line -> line.contains(DeviceEst.transaction(csr) + " FAILURE"));
    applicant.requireUntouched();
  }

  @Test
  void a_weak_key_and_a_key_of_another_device_are_refused() {
    Applicant weak = applicant().with(TestKeys.rsa(1024));
    est.enrol(weak.csrWithoutChallenge(), weak.challenge()).expect(400);
    Applicant first = applicant();
    est.enrol(first.csrWithoutChallenge(), first.challenge()).expect(200);
    Applicant second = applicant();
    Applicant copy = second.with(first.key());

    assertThat(est.enrol(copy.csrWithoutChallenge(), copy.challenge()).expect(400).text())
        .isEqualTo("Refused: key not accepted.\n");
    second.requireUntouched();
  }

  @Test
  void bodies_that_are_no_request_are_refused_before_anybody_is_asked() {
    Applicant applicant = applicant();
    Optional<String> basic = Optional.of(SiteClient.basic("", applicant.challenge()));
    byte[] der = applicant.csrWithoutChallenge().der();
    byte[] base64 = Base64.getEncoder().encode(der);

    est.post("simpleenroll", DeviceEst.PKCS10, der, basic).expect(400);
    est.post("simpleenroll", DeviceEst.PKCS10, new byte[0], basic).expect(400);
    est.post("simpleenroll", DeviceEst.PKCS10, ascii("MAA="), basic).expect(400);
    est.post("simpleenroll", DeviceEst.PKCS10, ascii("no base64"), basic).expect(400);
    est.post("simpleenroll", "text/plain", base64, basic).expect(415);
    est.post("simpleenroll", "application/x-www-form-urlencoded", base64, basic).expect(415);
    assertThat(server.site().items("audit?action=est.enrol"))
        .anyMatch(each -> each.getString("reason").startsWith("Unreadable: "));

    applicant.requireUntouched();
  }

  @Test
  void a_megabyte_of_names_is_refused_unread() {
    Applicant applicant = applicant();
    List<String> names =
        IntStream.range(0, 20_000)
            .mapToObj(i -> "DNS:" + i + ".a-name-that-is-rather-long.example.test")
            .toList();
    Csr csr = applicant.csrWithoutChallenge().alternativeNames(names);
    assertThat(csr.der().length).isGreaterThan(800_000);

    est.enrol(csr, applicant.challenge()).expect(413);

    applicant.requireUntouched();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static JsonObjectBuilder question(Csr csr) {
    return Json.createObjectBuilder()
        .add("endpoint", ENDPOINT)
        .add("transactionId", DeviceEst.transaction(csr))
        .add("template", "ScepterDevice")
        .add("request", Base64.getEncoder().encodeToString(csr.der()));
  }

  @Test
  void a_captured_node_that_leaves_the_message_out_renews_nothing() {
    Applicant applicant = applicant();
    applicant.enrol();
    Csr next = applicant.with(TestKeys.rsa()).csrWithoutChallenge();
    RegistrationPoint point = RegistrationPoint.of(server);
    String key = Base64.getEncoder().encodeToString(new byte[16]);

    assertThat(reason(point.verify(question(next).build()))).isEqualTo("ChallengePasswordMissing");
    assertThat(reason(point.verify(question(next).add("challenge", applicant.challenge()).build())))
        .isEqualTo("ChallengeAlreadyUsed");
    point.verify(question(next).add("contentKey", key).build()).expect(422);
    Csr own = applicant.with(TestKeys.rsa()).csrWithoutChallenge().challenge("0".repeat(64));
    assertThat(reason(point.verify(question(own).add("challenge", applicant.challenge()).build())))
        .isEqualTo("CertificateRequestDecodingFailed");
    assertThat(applicant.certificates()).isEqualTo(1);
  }

  private static String reason(JsonAnswer answer) {
    return answer.expect(201).json().getString("reason");
  }
}
