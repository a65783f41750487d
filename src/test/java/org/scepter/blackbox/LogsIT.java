package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.scepter.testing.Device;
import org.scepter.testing.Eventually;
import org.scepter.testing.LogFiles;
import org.scepter.testing.OnServer;
import org.scepter.testing.Policy;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.TestKeys;

/** The logs that NDES's administrators know, in the grammar that their tools read. */
@OnServer
class LogsIT {
  private static final String CMTRACE =
      "<!\\[LOG\\[.*]LOG]!><time=\"\\d\\d:\\d\\d:\\d\\d\\.\\d{3}[+-]\\d+\" date=\"\\d\\d-\\d\\d-\\d{4}\""
          + " component=\"%s\" context=\"[^\"]*\" type=\"[123]\" thread=\"\\d+\" file=\"[^\"]*\">";
  private final TestServer server = TestServer.running();
  private final LogFiles logs = LogFiles.of(server);

  @Test
  void the_policy_module_writes_what_the_seed_shows() {
    server.site().deployedDevice().enrol();

    Eventually.until(
        "the policy module's lines",
        Duration.ofSeconds(30),
        () -> {
          String all = String.join("\n", logs.lines("NDESPlugin.log"));
          return all.contains("<![LOG[Calling VerifyRequest ...]LOG]!>")
              && all.contains("<![LOG[Sending request to certificate registration point.]LOG]!>")
              && all.contains("<![LOG[Verify challenge returns true]LOG]!>")
              && all.contains("<![LOG[Exiting VerifyRequest with 0x0]LOG]!>");
        });
    assertThat(logs.lines("NDESPlugin.log"))
        .allSatisfy(line -> assertThat(line).matches(CMTRACE.formatted("NDESPlugin")));
    assertThat(logs.lines("CRP.log"))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).matches(CMTRACE.formatted("CRP")));
  }

  @Test
  void the_access_log_has_the_line_of_the_seed() {
    server.scep().get("operation=GetCACert&message=MDM");

    Eventually.until(
        "the access log's line",
        Duration.ofSeconds(30),
        () ->
            logs.accessLines().stream()
                .anyMatch(
                    line ->
                        line.contains(
                            " GET /certsrv/mscep/mscep.dll operation=GetCACert&message=MDM "
                                + server.https().getPort()
                                + " - ")));
    assertThat(logs.accessLines())
        .anySatisfy(line -> assertThat(line).startsWith("#Fields: date time s-ip cs-method"));
  }

  @Test
  void the_message_of_a_get_never_reaches_a_log() {
    Device device = server.site().deployedDevice();
    Policy policy = device.checkIn();
    PkiMessage message = policy.message(server, TestKeys.rsa()).transactionId("logged-by-get");
    byte[] encoded = message.encoded();
    String base64 = java.util.Base64.getEncoder().encodeToString(encoded);
    server
        .scep()
        .getRaw(java.net.URLEncoder.encode(base64, java.nio.charset.StandardCharsets.UTF_8));

    Eventually.until(
        "a line for the request",
        Duration.ofSeconds(30),
        () -> logs.accessLines().stream().anyMatch(line -> line.contains("PKIOperation")));
    List<String> tooLong =
        logs.accessLines().stream().filter(line -> line.length() > 2000).toList();
    assertThat(tooLong).isEmpty();
    assertThat(String.join("\n", logs.accessLines())).doesNotContain(base64.substring(0, 60));
  }
}
