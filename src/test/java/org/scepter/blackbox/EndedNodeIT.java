package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.scepter.testing.Eventually;
import org.scepter.testing.LogFiles;
import org.scepter.testing.OwnServer;
import org.scepter.testing.SiteClient;
import org.scepter.testing.TestServer;

/** A node that may ask no longer. */
class EndedNodeIT {
  private static final Path DIRECTORY = Path.of("target/ended-node");
  private static final String FORBIDDEN =
      "Health check request failed, status code is 403, 'Forbidden'.";

  @Test
  void an_ended_registration_counts_at_once_and_the_health_check_tells_why_once() {
    assumeTrue(OwnServer.isPossible(), "only a WildFly is started and stopped here");
    try (OwnServer own = OwnServer.prepare(DIRECTORY)) {
      TestServer server = own.start();
      SiteClient site = SiteClient.administrator(server);
      assertThat(site.post("registration-point/check").expect(200).json().getInt("status"))
          .isZero();
      String sha256 =
          site.get("nodes")
              .expect(200)
              .json()
              .getJsonArray("registrations")
              .getJsonObject(0)
              .getString("sha256");

      JsonObject reason = Json.createObjectBuilder().add("reason", "its key was copied").build();
      site.post("nodes/" + sha256 + "/end", reason).expect(204);
      assertThat(site.post("nodes/" + sha256 + "/end", reason).status()).isEqualTo(409);
      JsonObject failed = site.post("registration-point/check").expect(200).json();
      site.post("registration-point/check").expect(200);

      assertThat(failed.getInt("status")).isEqualTo(1);
      assertThat(failed.getString("reason")).contains(FORBIDDEN, "which is not registered here");
      LogFiles logs = LogFiles.of(server);
      Eventually.until(
          "why in CRP.log",
          Duration.ofSeconds(30),
          () ->
              logs.lines("CRP.log").stream()
                  .anyMatch(
                      line ->
                          line.contains(
                              "the registration of policy-module was ended by an operator")));
      assertThat(count(logs, "CRP's status has changed from 0 to 1.")).isOne();
      assertThat(count(logs, FORBIDDEN)).isOne();
      assertThat(count(logs, "CRP's previous status was 1 ")).isOne();
      List<JsonObject> nodes =
          site.get("nodes").expect(200).json().getJsonArray("items").getValuesAs(JsonObject.class);
      assertThat(nodes)
          .filteredOn(node -> node.getString("kind").equals("crp"))
          .singleElement()
          .satisfies(node -> assertThat(node.getInt("status")).isEqualTo(1));
      assertThat(site.items("audit?action=node.end"))
          .singleElement()
          .satisfies(entry -> assertThat(entry.getString("reason")).contains("its key was copied"));
    }
  }

  private static long count(LogFiles logs, String text) {
    return logs.lines("crpctrl.log").stream().filter(line -> line.contains(text)).count();
  }
}
