package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.pki.Sha256;
import org.scepter.testing.Applicant;
import org.scepter.testing.Device;
import org.scepter.testing.Eventually;
import org.scepter.testing.LogFiles;
import org.scepter.testing.OnServer;
import org.scepter.testing.Policy;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.Csr;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.TestKeys;

/** The logs that NDES's administrators know, in the grammar that their tools read. */
@OnServer
class LogsIT {
  private static final String CMTRACE =
      "<!\\[LOG\\[.*]LOG]!><time=\"\\d\\d:\\d\\d:\\d\\d\\.\\d{3}[+-]\\d+\""
          + " date=\"\\d\\d-\\d\\d-\\d{4}\" component=\"%s\" context=\"[^\"]*\" type=\"[123]\""
          + " thread=\"\\d+\" file=\"[^\"]*\">";
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
        .allSatisfy(line -> assertThat(line).matches(CMTRACE.formatted("NDESPlugin")))
        .anySatisfy(
            line -> assertThat(line).matches("<!\\[LOG\\[CA Issuer Name is [^\\\\]+\\\\\\\\.+"));
    assertThat(logs.lines("CRP.log"))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).matches(CMTRACE.formatted("CRP")));
  }

  @Test
  void the_access_log_has_the_line_of_the_seed() {
    server.scep().get("operation=GetCACert&message=MDM");

    logs.accessLine(
        " GET /certsrv/mscep/mscep.dll operation=GetCACert&message=MDM "
            + server.https().getPort()
            + " - ");
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

    logs.accessLine(Sha256.of(encoded).hex());
    List<String> tooLong =
        logs.accessLines().stream().filter(line -> line.length() > 2000).toList();
    assertThat(tooLong).isEmpty();
    assertThat(String.join("\n", logs.accessLines())).doesNotContain(base64.substring(0, 60));
  }

  @Test
  void one_transaction_id_goes_through_all_lines_of_an_enrolment() {
    String transaction = server.site().deployedDevice().enrol().message().transactionId();
    String context = " context=\"" + transaction + "\" ";

    Eventually.until(
        "the transaction's lines",
        Duration.ofSeconds(30),
        () -> texts("NDES.log", context).stream().anyMatch(line -> line.endsWith(" SUCCESS")));
    assertThat(texts("NDESPlugin.log", context))
        .containsExactly(
            "Calling VerifyRequest ...",
            "Transaction " + transaction + " at endpoint mscep",
            "Sending request to certificate registration point.",
            "Verify challenge returns true",
            "Exiting VerifyRequest with 0x0",
            "Calling Notifyrequest ...",
            "Exiting Notify with 0x0");
    assertThat(texts("CRP.log", context))
        .contains(
            "VerifyRequest Started.",
            "Validation Phase 1 finished with status True.",
            "Validation Phase 3 finished with status True.",
            "VerifyRequest Finished with status True")
        .anySatisfy(
            line -> assertThat(line).startsWith("Transaction " + transaction + " at endpoint"));
  }

  private List<String> texts(String file, String context) {
    return logs.lines(file).stream()
        .filter(line -> line.contains(context))
        .map(line -> line.substring("<![LOG[".length(), line.indexOf("]LOG]!>")))
        .toList();
  }

  @Test
  void a_refusal_is_told_with_its_reason_and_its_transaction() {
    Device device = server.site().deployedDevice();
    Policy policy = device.checkIn();
    KeyPair key = TestKeys.rsa();
    PkiMessage message = policy.message(server, key, policy.csr(key).challenge("f".repeat(64)));
    server.scep().post(message).requireFailure(2);

    assertThat(texts("NDESPlugin.log", " context=\"" + message.transactionId() + "\" "))
        .contains(
            "Verify challenge returns false",
            "Refused by the registration point: ChallengeUnknown");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"CN=x]LOG]!>forged", "CN=a\r\n<![LOG[forged]LOG]!>", "CN=\u202egnp.exe\u2028"})
  void what_a_device_sends_neither_ends_a_line_nor_begins_one(String subject) {
    Applicant applicant = Applicant.at(server);
    Csr csr = applicant.csrFor(subject);
    PkiMessage message = applicant.message(csr);
    server.scep().post(message).requireFailure(2);

    assertThat(texts("CRP.log", " context=\"" + message.transactionId() + "\" "))
        .anySatisfy(line -> assertThat(line).startsWith("Subject Name in CSR "));
    assertThat(logs.lines("CRP.log"))
        .allSatisfy(line -> assertThat(line).matches(CMTRACE.formatted("CRP")));
  }

  @Test
  void initialisation_and_deployment_end_with_the_lines_that_administrators_look_for() {
    assertThat(logs.lines("CRPMSI.log"))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).matches(CMTRACE.formatted("CRPMSI")))
        .last()
        .asString()
        .contains("<![LOG[Installation success or error status: 0]LOG]!>");
    assertThat(logs.lines("crpsetup.log"))
        .allSatisfy(line -> assertThat(line).matches(CMTRACE.formatted("SMSCRP")))
        .anySatisfy(
            line -> assertThat(line).contains("<![LOG[CRP.msi exited with return code: 0]LOG]!>"));
  }

  @Test
  void the_health_check_writes_as_configmgrs_component() {
    server.site().post("registration-point/check").expect(200);

    assertThat(logs.lines("crpctrl.log"))
        .isNotEmpty()
        .allSatisfy(
            line ->
                assertThat(line).matches(CMTRACE.formatted("SMS_CERTIFICATE_REGISTRATION_POINT")));
  }
}
