package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scepter.testing.Device;
import org.scepter.testing.JsonAnswer;
import org.scepter.testing.OnServer;
import org.scepter.testing.Policy;
import org.scepter.testing.RawHttp;
import org.scepter.testing.SiteClient;
import org.scepter.testing.TestServer;
import org.scepter.testing.Tls;

/** What an administrator may define, and what a device is told. */
@OnServer
class SiteIT {
  private static final TestServer SERVER = TestServer.running();
  private final SiteClient site = SERVER.site();

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of("name", Json.createValue("")),
        Arguments.of("templateName", Json.createValue("NoSuchTemplate")),
        Arguments.of("trustedRootProfile", Json.createValue("no-such-root")),
        Arguments.of("subjectNameFormat", Json.createValue("not a name")),
        Arguments.of("keyUsage", SiteClient.array(List.of("cRLSign"))),
        Arguments.of("keySize", Json.createValue(1000)),
        Arguments.of("keySize", Json.createValue("2048")),
        Arguments.of("keyType", Json.createValue("DSA")),
        Arguments.of("extendedKeyUsages", SiteClient.array(List.of("not-an-oid"))),
        Arguments.of("hashAlgorithm", Json.createValue("MD5")),
        Arguments.of("validity", Json.createValue("P100Y")),
        Arguments.of("retries", Json.createValue(-1)),
        Arguments.of("retryDelayMinutes", Json.createValue(0)),
        Arguments.of("renewalThresholdPercent", Json.createValue(100)),
        Arguments.of("challengeLifetime", Json.createValue("an hour")),
        Arguments.of("ndesUrls", SiteClient.array(List.of("ftp://example.test/"))),
        Arguments.of("surprise", jakarta.json.JsonValue.TRUE));
  }

  @ParameterizedTest(name = "{0} = {1}")
  @MethodSource("faults")
  void a_faulty_field_of_a_profile_is_named(String field, jakarta.json.JsonValue value) {
    JsonAnswer answer = site.post("scep-profiles", site.profileJson().add(field, value).build());

    requireNamed(answer, field);
  }

  private static void requireNamed(JsonAnswer answer, String... fields) {
    assertThat(answer.status()).as(answer.text()).isIn(400, 422);
    assertThat(answer.isProblem()).as(answer.type()).isTrue();
    List<String> named =
        answer.json().getJsonArray("errors").getValuesAs(JsonObject.class).stream()
            .map(each -> each.getString("field").replaceAll("\\[.*", ""))
            .toList();
    assertThat(named).contains(fields);
  }

  @Test
  void all_faults_are_named_at_once() {
    JsonObjectBuilder faulty = Json.createObjectBuilder();
    faults()
        .map(Arguments::get)
        .forEach(each -> faulty.add((String) each[0], (jakarta.json.JsonValue) each[1]));

    JsonAnswer answer = site.post("scep-profiles", faulty.build());

    requireNamed(answer, "name", "keySize", "hashAlgorithm", "retries", "surprise");
  }

  @Test
  void a_subject_that_devices_would_share_is_refused_unless_the_profile_says_so() {
    JsonObject shared =
        site.profileJson()
            .add("subjectNameFormat", "CN=kiosk,O=Example")
            .add("subjectAltNames", Json.createArrayBuilder())
            .build();

    requireNamed(site.post("scep-profiles", shared), "subjectNameFormat");
    site.post(
            "scep-profiles",
            Json.createObjectBuilder(shared).add("allowSharedSubject", true).build())
        .expect(201);
  }

  @Test
  void what_cannot_be_read_gets_a_problem_document() {
    JsonAnswer broken =
        site.send("POST", SERVER.https() + "/api/v1/devices", "{\"name\":", "application/json");
    JsonAnswer big =
        site.send(
            "POST",
            SERVER.https() + "/api/v1/devices",
            "{\"name\":\"" + "a".repeat(100_000) + "\"}",
            "application/json");

    assertThat(broken.status()).isEqualTo(400);
    assertThat(broken.isProblem()).isTrue();
    assertThat(big.status()).isEqualTo(413);
    assertThat(big.isProblem()).isTrue();
  }

  @Test
  void a_name_is_given_once() {
    Device device = site.device(SiteClient.unique("device"));
    JsonAnswer again =
        site.post("devices", Json.createObjectBuilder().add("name", device.name()).build());

    assertThat(again.status()).isIn(409, 422);
    assertThat(again.isProblem()).isTrue();
  }

  @Test
  void everything_made_can_be_read_again() {
    Device device = site.deployedDevice();
    JsonObject profile = site.items("scep-profiles").get(0);

    assertThat(site.get("scep-profiles/" + profile.getString("name")).expect(200).json())
        .isNotEmpty();
    assertThat(device.shown().getString("name")).isEqualTo(device.name());
    assertThat(site.items("devices").stream().map(each -> each.getString("name")))
        .contains(device.name());
    assertThat(site.items("collections")).isNotEmpty();
    assertThat(site.items("deployments")).isNotEmpty();
    assertThat(site.items("trusted-root-profiles")).isNotEmpty();
    assertThat(site.get("devices/nobody-has-this-name").status()).isEqualTo(404);
  }

  @Test
  void defaults_are_those_of_microsoft() {
    Policy policy = site.deployedDevice().checkIn();

    assertThat(policy.json().getInt("retries")).isEqualTo(3);
    assertThat(policy.json().getInt("retryDelayMinutes")).isEqualTo(1);
    assertThat(policy.json().getInt("renewalThresholdPercent")).isEqualTo(20);
    assertThat(policy.json().getString("hashAlgorithm")).isEqualTo("SHA-256");
    assertThat(policy.keyUsage()).isEqualTo(0xA0);
  }

  @Test
  void a_look_at_the_policy_shows_no_secret_and_changes_nothing() {
    Device device = site.deployedDevice();
    Policy first = device.checkIn();
    List<JsonObject> challenges = site.challenges(device.name());

    Policy look = device.look();

    assertThat(look.json().containsKey("challenge")).isFalse();
    assertThat(look.json().toString()).doesNotContain(first.requireChallenge());
    assertThat(look.subject()).isEqualTo(first.subject());
    assertThat(site.challenges(device.name())).isEqualTo(challenges);
    device.enrol(first);
  }

  @Test
  void one_challenge_lives_for_each_device_and_profile() {
    Device device = site.deployedDevice();
    device.checkIn();
    device.checkIn();
    Policy last = device.checkIn();

    assertThat(
            site.challenges(device.name()).stream()
                .filter(each -> each.getString("state").equalsIgnoreCase("issued")))
        .hasSize(1);
    device.enrol(last);
  }

  @Test
  void the_list_of_challenges_never_shows_one() {
    Device device = site.deployedDevice();
    Policy policy = device.checkIn();

    assertThat(site.challenges(device.name()).toString()).doesNotContain(policy.requireChallenge());
  }

  @Test
  void a_device_speaks_for_itself_alone() {
    Device device = site.deployedDevice();
    Device other = site.deployedDevice();

    Device impostor = new Device(SERVER, other.name(), device.token());

    assertThat(impostor.call("POST").status()).isIn(401, 403);
    assertThat(impostor.call("GET").status()).isIn(401, 403);
    assertThat(site.challenges(other.name())).isEmpty();
  }

  @Test
  void a_replaced_token_is_worth_nothing() {
    Device device = site.deployedDevice();
    String fresh =
        org.scepter.testing.HandedOut.remember(
            site.post("devices/" + device.name() + "/token").expect(201).json().getString("token"));

    assertThat(device.call("POST").status()).isEqualTo(401);
    assertThat(new Device(SERVER, device.name(), fresh).call("POST").status()).isEqualTo(200);
    assertThat(device.shown().toString()).doesNotContain(fresh, device.token());
  }

  @Test
  void without_or_with_a_wrong_token_nobody_checks_in() {
    Device device = site.deployedDevice();
    String url = SERVER.https() + "/checkin/" + device.name();

    assertThat(site.asNobody().send("POST", url, "", "application/json").status()).isEqualTo(401);
    for (String wrong :
        List.of(
            SiteClient.bearer("0".repeat(64)),
            SiteClient.bearer(""),
            SiteClient.basic(device.name(), device.token()),
            "Nonsense")) {
      assertThat(site.as(wrong).send("POST", url, "", "application/json").status())
          .as(wrong)
          .isEqualTo(401);
    }
    assertThat(
            new Device(SERVER, SiteClient.unique("unknown"), device.token()).call("POST").status())
        .isIn(401, 403);
  }

  @Test
  void the_check_in_and_the_api_are_served_over_https_alone() {
    for (String path : List.of("/checkin/anyone", "/api/v1/devices")) {
      assertThat(RawHttp.get(SERVER.http(), Tls.trusting(List.of()), path, Map.of()).status())
          .as(path)
          .isEqualTo(403);
      assertThat(
              RawHttp.get(SERVER.internal(), Tls.trusting(SERVER.roots()), path, Map.of()).status())
          .as(path)
          .isEqualTo(403);
    }
  }

  @Test
  void the_api_is_closed_to_strangers_and_to_devices() {
    Device device = site.deployedDevice();

    assertThat(site.asNobody().get("devices").status()).isEqualTo(401);
    assertThat(site.as(SiteClient.basic("admin", "wrong-password")).get("devices").status())
        .isEqualTo(401);
    assertThat(site.as(SiteClient.bearer(device.token())).get("devices").status()).isIn(401, 403);
    assertThat(site.as(SiteClient.bearer("x")).get("devices").status()).isEqualTo(401);
  }

  @Test
  void a_device_that_joins_a_collection_later_gets_its_policy() {
    String collection = SiteClient.unique("collection");
    site.post(
            "collections",
            Json.createObjectBuilder()
                .add("name", collection)
                .add("devices", Json.createArrayBuilder())
                .build())
        .expect(201);
    site.post(
            "deployments",
            Json.createObjectBuilder()
                .add("collection", collection)
                .add("scepProfile", site.profile().name())
                .build())
        .expect(201);
    Device late = site.device(SiteClient.unique("device"));
    assertThat(late.checkInToAll()).isEmpty();

    site.put("collections/" + collection + "/devices/" + late.name()).expect(204);
    assertThat(late.checkIn().requireChallenge()).isNotEmpty();

    site.delete("collections/" + collection + "/devices/" + late.name()).expect(204);
    assertThat(late.checkInToAll()).isEmpty();
  }
}
