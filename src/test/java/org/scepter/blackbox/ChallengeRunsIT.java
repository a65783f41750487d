package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.scepter.testing.Applicant;
import org.scepter.testing.Device;
import org.scepter.testing.Eventually;
import org.scepter.testing.HandedOut;
import org.scepter.testing.OnServer;
import org.scepter.testing.Policy;
import org.scepter.testing.RegistrationPoint;
import org.scepter.testing.ScepProfile;
import org.scepter.testing.SiteClient;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.TestKeys;

/** Many challenges by one order. */
@OnServer
class ChallengeRunsIT {
  private static final int DEVICES = 7;
  private final TestServer server = TestServer.running();
  private final SiteClient site = server.site();

  /** Devices in one collection, each with a challenge of the profile. */
  private List<Applicant> checkedIn(ScepProfile profile, String collection) {
    List<Applicant> applicants = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<Device> devices = new ArrayList<>();
    for (int i = 0; i < DEVICES; i++) {
      Device device = site.device(SiteClient.unique("backlog"));
      devices.add(device);
      names.add(device.name());
    }
    site.post(
            "collections",
            Json.createObjectBuilder()
                .add("name", collection)
                .add("devices", SiteClient.array(names))
                .build())
        .expect(201);
    site.post(
            "deployments",
            Json.createObjectBuilder()
                .add("collection", collection)
                .add("scepProfile", profile.name())
                .build())
        .expect(201);
    devices.forEach(device -> applicants.add(Applicant.of(server.scep(), device)));
    return applicants;
  }

  private ScepProfile shortLived() {
    return site.profile(site.profileJson().add("challengeLifetime", "PT1S").build());
  }

  private void awaitExpiry(ScepProfile profile) {
    Eventually.until(
        "all challenges have expired",
        Duration.ofSeconds(30),
        () -> states(profile, "expired").size() == DEVICES);
  }

  private List<JsonObject> states(ScepProfile profile, String state) {
    return site.items("challenges?profile=" + profile.name() + "&state=" + state);
  }

  private JsonObject finished(JsonObjectBuilder order) {
    JsonObject started =
        site.post("challenge-runs", order.add("reason", "test").build()).expect(202).json();
    return Eventually.get(
        "the run's end",
        Duration.ofSeconds(60),
        () -> {
          JsonObject run = site.get("challenge-runs/" + started.getString("id")).expect(200).json();
          return run.getString("state").equals("done")
              ? java.util.Optional.of(run)
              : java.util.Optional.empty();
        });
  }

  @Test
  void one_call_gives_a_whole_backlog_a_new_life_and_no_device_needs_to_know() {
    ScepProfile profile = shortLived();
    List<Applicant> applicants = checkedIn(profile, SiteClient.unique("backlog"));
    awaitExpiry(profile);
    server.scep().post(applicants.get(0).message()).requireFailure(2);

    JsonObject run =
        finished(
            Json.createObjectBuilder()
                .add("act", "reissue")
                .add("profile", profile.name())
                .add("lifetime", "P2D"));

    assertThat(run.getInt("total")).isEqualTo(DEVICES);
    assertThat(run.getInt("done")).isEqualTo(DEVICES);
    assertThat(states(profile, "issued")).hasSize(DEVICES);
    assertThat(states(profile, "expired")).isEmpty();
    assertThat(
            site.get("devices/" + applicants.get(0).device().name())
                .expect(200)
                .json()
                .getJsonArray("profiles")
                .getJsonObject(0)
                .getString("state"))
        .isEqualTo("challenge");
    applicants.forEach(Applicant::enrol);
    assertThat(AuditLog.of(site).entriesFor(run.getString("id")))
        .extracting(entry -> entry.getString("action"))
        .containsExactly("challenge-run.start", "challenge-run.done");
  }

  @Test
  void a_collection_narrows_the_order_and_what_was_revoked_stays_so() {
    ScepProfile profile = shortLived();
    String chosen = SiteClient.unique("chosen");
    List<Applicant> applicants = checkedIn(profile, chosen);
    String smaller = SiteClient.unique("smaller");
    String alone = applicants.get(0).device().name();
    site.post(
            "collections",
            Json.createObjectBuilder()
                .add("name", smaller)
                .add("devices", SiteClient.array(List.of(alone)))
                .build())
        .expect(201);

    JsonObject revoked =
        finished(
            Json.createObjectBuilder()
                .add("act", "revoke")
                .add("profile", profile.name())
                .add("collection", smaller)
                .add("states", SiteClient.array(List.of("issued", "expired"))));
    assertThat(revoked.getInt("done")).isEqualTo(1);
    assertThat(revoked.getInt("lookedAt")).isEqualTo(DEVICES);

    JsonObject reissued =
        finished(
            Json.createObjectBuilder()
                .add("act", "reissue")
                .add("collection", chosen)
                .add("states", SiteClient.array(List.of("issued", "expired"))));
    assertThat(reissued.getInt("done")).isEqualTo(DEVICES - 1);

    assertThat(states(profile, "revoked"))
        .singleElement()
        .satisfies(each -> assertThat(each.getString("device")).isEqualTo(alone));
    server.scep().post(applicants.get(0).message()).requireFailure(2);
    applicants.get(1).enrol();
  }

  @Test
  void an_order_that_makes_no_sense_is_refused_and_an_auditor_gives_none() {
    JsonObject order =
        Json.createObjectBuilder().add("act", "reissue").add("reason", "test").build();

    assertThat(site.post("challenge-runs", order).status()).isEqualTo(422);
    assertThat(site.withRole("auditor").post("challenge-runs", order).status()).isEqualTo(403);
    assertThat(site.get("challenge-runs/nothing").status()).isEqualTo(404);
    assertThat(site.delete("challenge-runs/nothing").status()).isEqualTo(404);
    assertThat(site.get("challenges?state=lost").status()).isEqualTo(422);
  }

  @Test
  void another_key_with_a_challenge_shows_in_status_list_and_audit() {
    Applicant applicant = Applicant.at(server);
    applicant.enrol();
    long before = contested();
    Applicant thief = applicant.with(TestKeys.rsa(2048));
    server.scep().post(thief.message()).requireFailure(2);

    assertThat(contested()).isEqualTo(before + 1);
    assertThat(site.items("challenges?contested=true&device=" + applicant.device().name()))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.getString("contestedAt")).startsWith("20");
              assertThat(each.getInt("failures")).isEqualTo(1);
              assertThat(each.getString("state")).isEqualTo("consumed");
            });
    assertThat(site.items("audit?outcome=alarm&object=device:" + applicant.device().name()))
        .isNotEmpty();
  }

  private long contested() {
    return site.get("registration-point")
        .expect(200)
        .json()
        .getJsonObject("challenges")
        .getJsonNumber("contested")
        .longValue();
  }

  @Test
  void an_unused_challenge_ends_after_fifty_refusals_and_its_device_gets_another() {
    Applicant applicant = Applicant.at(server);
    RegistrationPoint point = RegistrationPoint.of(server);
    KeyPair key = applicant.key();
    Policy policy = applicant.policy();
    String last = "";
    for (int i = 0; i < 51; i++) {
      last =
          point
              .verify(policy, applicant.csrFor("CN=evil"), policy.message(server, key))
              .expect(201)
              .json()
              .getString("reason");
    }

    assertThat(last).isEqualTo("ChallengeRevoked");
    assertThat(site.challenges(applicant.device().name()).get(0).getString("reason"))
        .isEqualTo("ended after 50 refused requests");
    Applicant.of(server.scep(), applicant.device()).enrol();
  }

  @Test
  void an_administrator_takes_the_challenges_of_a_collection_in_one_call() {
    ScepProfile profile = site.profile();
    String collection = SiteClient.unique("handed");
    List<Applicant> applicants = checkedIn(profile, collection);
    applicants.get(0).enrol();
    JsonObject order = Json.createObjectBuilder().add("collection", collection).build();
    String path = "scep-profiles/" + profile.name() + "/challenges";

    List<JsonObject> given =
        site.post(path, order)
            .expect(200)
            .json()
            .getJsonArray("items")
            .getValuesAs(JsonObject.class);
    given.forEach(each -> HandedOut.remember(each.getString("challenge")));

    assertThat(given).hasSize(DEVICES - 1);
    Applicant second =
        applicants.stream()
            .filter(each -> each.device().name().equals(given.get(0).getString("device")))
            .findFirst()
            .orElseThrow();
    server.scep().post(second.message()).requireFailure(2);
    second.requireCertificate(
        server
            .scep()
            .post(second.message(second.csr().challenge(given.get(0).getString("challenge")))));
    assertThat(site.withRole("operator").post(path, order).status()).isEqualTo(403);
    assertThat(
            site.post(path, Json.createObjectBuilder().add("collection", "none").build()).status())
        .isEqualTo(404);
  }
}
