package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.scepter.testing.Device;
import org.scepter.testing.Enrolment;
import org.scepter.testing.JsonAnswer;
import org.scepter.testing.OnServer;
import org.scepter.testing.SiteClient;
import org.scepter.testing.TestServer;

/** Who did what, and who may read it. */
@OnServer
class AuditIT {
  private final TestServer server = TestServer.running();
  private final SiteClient site = server.site();

  @Test
  void an_enrolment_leaves_its_trail() {
    Device device = site.deployedDevice();
    Enrolment enrolment = device.enrol();

    List<JsonObject> entries = AuditLog.of(site).entriesFor(enrolment.message().transactionId());

    assertThat(entries)
        .isNotEmpty()
        .allSatisfy(
            each -> {
              assertThat(each.getString("address")).isNotBlank();
              assertThat(each.getString("listener")).isEqualToIgnoringCase("https");
              assertThat(each.getString("outcome")).isEqualToIgnoringCase("done");
            });
    assertThat(entries.toString()).contains(device.name());
  }

  @Test
  void a_refusal_leaves_its_reason() {
    Device device = site.deployedDevice();
    org.scepter.testing.Policy policy = device.checkIn();
    java.security.KeyPair key = org.scepter.testing.scep.TestKeys.rsa();
    org.scepter.testing.scep.PkiMessage message =
        policy.message(server, key, policy.csr(key).challenge("0".repeat(64)));
    server.scep().post(message);

    assertThat(AuditLog.of(site).entriesFor(message.transactionId()))
        .anySatisfy(
            each -> {
              assertThat(each.getString("outcome")).isEqualToIgnoringCase("refused");
              assertThat(each.getString("reason")).contains("ChallengeUnknown");
            });
  }

  @Test
  void what_an_administrator_does_is_written_down_with_the_name() {
    Device device = SiteClient.withPassword(server).device(SiteClient.unique("device"));

    assertThat(AuditLog.of(site).entries())
        .anySatisfy(
            each -> {
              assertThat(each.getString("object")).contains(device.name());
              assertThat(each.getString("actor")).isEqualTo("admin");
            });
  }

  @Test
  void an_auditor_exports_the_trail_as_csv_and_json_lines_and_may_do_nothing_else() {
    Device device = site.deployedDevice();
    device.enrol();
    SiteClient auditor = site.withRole("auditor");

    JsonAnswer csv = auditor.get("audit", "text/csv").expect(200);
    JsonAnswer lines = auditor.get("audit", "application/jsonl").expect(200);

    assertThat(csv.type()).startsWith("text/csv");
    assertThat(csv.text().lines().findFirst().orElse(""))
        .contains("time", "actor", "listener", "address", "action", "object", "outcome");
    assertThat(csv.text()).contains(device.name());
    assertThat(lines.text().lines())
        .isNotEmpty()
        .allSatisfy(
            line ->
                assertThat(Json.createReader(new StringReader(line)).readObject())
                    .containsKey("action"));
    assertThat(lines.text()).contains(device.name());
    requireForbidden(
        auditor.post("devices", Json.createObjectBuilder().add("name", "nobody").build()));
  }

  @Test
  void an_operator_may_neither_define_profiles_nor_read_the_trail() {
    SiteClient operator = site.withRole("operator");

    requireForbidden(operator.post("scep-profiles", site.profileJson().build()));
    requireForbidden(operator.get("audit"));
    assertThat(operator.get("devices").status()).isEqualTo(200);
  }

  private static void requireForbidden(JsonAnswer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(403);
    assertThat(answer.isProblem()).isTrue();
  }
}
