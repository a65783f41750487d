package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepter.testing.CheckCommand;
import org.scepter.testing.Command;
import org.scepter.testing.JsonAnswer;
import org.scepter.testing.OnServer;
import org.scepter.testing.SiteClient;
import org.scepter.testing.TestServer;

/** What the server finds when it looks at itself as an administrator would. */
@OnServer
class CheckIT {
  private static final List<String> SUBJECTS =
      List.of(
          "public TLS",
          "public URL",
          "GetCACaps",
          "long query",
          "GetCACert",
          "CRL",
          "https listener",
          "internal listener",
          "expiry",
          "registration point",
          "clock",
          "proxy");

  @TempDir private static Path directory;
  private final TestServer server = TestServer.running();
  private final SiteClient site = server.site();

  @Test
  void a_server_that_is_well_finds_nothing_that_fails() {
    JsonObject report = site.post("check").expect(200).json();

    List<JsonObject> findings = report.getJsonArray("findings").getValuesAs(JsonObject.class);
    assertThat(findings)
        .noneSatisfy(each -> assertThat(each.getString("level")).isEqualTo("fail"))
        .allSatisfy(
            each ->
                assertThat(each.getString("cure").isEmpty())
                    .as("%s", each)
                    .isEqualTo(each.getString("level").equals("ok")))
        .extracting(each -> each.getString("subject"))
        .containsAll(SUBJECTS);
    assertThat(report.getString("worst")).isIn("ok", "warn");
    assertThat(seen(findings, "long query")).contains("reach the application");
    assertThat(seen(findings, "registration point")).contains("status 0 (Online)");
    assertThat(site.get("check").expect(200).json().getString("checkedAt"))
        .isGreaterThanOrEqualTo(report.getString("checkedAt"));
  }

  private static String seen(List<JsonObject> findings, String subject) {
    return findings.stream()
        .filter(each -> each.getString("subject").equals(subject))
        .map(each -> each.getString("seen"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void an_endpoint_whose_template_gives_another_key_usage_is_told() {
    JsonObject report = site.post("check").expect(200).json();

    assertThat(report.getJsonArray("findings").getValuesAs(JsonObject.class))
        .anySatisfy(
            each -> {
              assertThat(each.getString("level")).isEqualTo("warn");
              assertThat(each.getString("seen")).contains("the endpoint signing", "0x80");
              assertThat(each.getString("cure"))
                  .contains("scepter.scep.endpoint.signing.general-purpose-template");
            });
  }

  @Test
  void the_lines_are_the_commands() {
    JsonAnswer text = site.send("POST", server.https() + "/api/v1/check", "", "text/plain");

    assertThat(text.expect(200).text().lines())
        .isNotEmpty()
        .allMatch(line -> line.matches("(OK  |WARN|FAIL)  .{18}  .+"));
  }

  @Test
  void an_auditor_may_read_and_not_order_it() {
    site.post("check").expect(200);
    SiteClient auditor = site.withRole("auditor");

    assertThat(auditor.get("check").status()).isEqualTo(200);
    assertThat(auditor.post("check").status()).isEqualTo(403);
    assertThat(site.withRole("operator").post("check").status()).isEqualTo(200);
    assertThat(site.asNobody().post("check").status()).isEqualTo(401);
  }

  @Test
  void the_command_prints_what_the_server_found() {
    Command.Result result = CheckCommand.of(server, directory);

    assertThat(result.expectSuccess().text())
        .contains("OK    long query", "OK    registration point", "OK    clock")
        .doesNotContain("FAIL");
  }
}
