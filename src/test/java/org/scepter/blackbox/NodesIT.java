package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.testing.JsonAnswer;
import org.scepter.testing.OnServer;
import org.scepter.testing.SiteClient;
import org.scepter.testing.TestServer;

/** What an operator sees of the servers. */
@OnServer
class NodesIT {
  private final TestServer server = TestServer.running();
  private final SiteClient site = server.site();

  @Test
  void a_check_by_the_api_tells_what_was_looked_at_and_counts_challenges() {
    site.deployedDevice().checkIn();

    JsonObject status = site.post("registration-point/check").expect(200).json();

    assertThat(status.getInt("status")).isZero();
    assertThat(status.getString("statusText")).isEqualTo("Online");
    assertThat(status.getString("reason"))
        .contains(
            "the database answers", "the signing key signs", "the internal listener answered");
    assertThat(status.getString("lastCheck")).startsWith("20");
    assertThat(status.getJsonObject("challenges").getJsonNumber("issued").longValue()).isPositive();
    assertThat(status.getJsonObject("challenges").keySet())
        .containsExactlyInAnyOrder(
            "issued", "bound", "consumed", "expired", "revoked", "contested");
    assertThat(site.get("registration-point").expect(200).json().getInt("status")).isZero();
  }

  @Test
  void every_registration_point_and_ndes_is_listed_with_its_state() {
    site.post("registration-point/check").expect(200);

    List<JsonObject> nodes =
        site.get("nodes").expect(200).json().getJsonArray("items").getValuesAs(JsonObject.class);

    for (String kind : List.of("crp", "ndes")) {
      assertThat(nodes)
          .filteredOn(node -> node.getString("kind").equals(kind) && node.getInt("status") == 0)
          .as("%s in %s", kind, nodes)
          .isNotEmpty();
    }
  }

  @Test
  void the_policy_modules_certificate_is_listed() {
    assertThat(
            site.get("nodes")
                .expect(200)
                .json()
                .getJsonArray("registrations")
                .getValuesAs(JsonObject.class))
        .anySatisfy(
            each -> {
              assertThat(each.getString("name")).isEqualTo("policy-module");
              assertThat(each.getBoolean("ended")).isFalse();
              assertThat(each.getString("sha256")).hasSize(64);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"operator", "auditor"})
  void only_an_administrator_ends_a_registration(String role) {
    JsonAnswer answer = site.withRole(role).post("nodes/" + "0".repeat(64) + "/end", reason());

    assertThat(answer.status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0000000000000000000000000000000000000000000000000000000000000000", "x"})
  void what_is_not_registered_cannot_be_ended(String sha256) {
    assertThat(site.post("nodes/" + sha256 + "/end", reason()).status()).isEqualTo(404);
  }

  @Test
  void an_auditor_checks_nothing() {
    assertThat(site.withRole("auditor").post("registration-point/check").status()).isEqualTo(403);
  }

  private static JsonObject reason() {
    return Json.createObjectBuilder().add("reason", "test").build();
  }
}
