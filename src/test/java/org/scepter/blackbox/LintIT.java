package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.testing.Command;
import org.scepter.testing.Device;
import org.scepter.testing.OnServer;
import org.scepter.testing.Policy;
import org.scepter.testing.ScepProfile;
import org.scepter.testing.SiteClient;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.TestKeys;

/** What the CA makes, looked at by zlint, which is not ours. */
@OnServer
class LintIT {
  private static final String PKIX =
      "CABF_BR,CABF_EV,CABF_SMIME_BR,Apple,Mozilla,ETSI_ESI,Community";
  // Of a certificate for key transport and clientAuth (src/adr/0048).
  private static final String INCONSISTENT = "e_key_usage_and_extended_key_usage_inconsistent";
  private static final String SID = "S-1-5-21-2127521184-1604012920-1887927527-72713";

  private final TestServer server = TestServer.running();
  private final SiteClient site = server.site();

  @TempDir private Path directory;

  @BeforeAll
  static void needZlint() {
    Command.need("zlint");
  }

  private void requireWell(byte[] certificate) throws IOException {
    Path file = Files.write(Files.createTempFile(directory, "certificate", ".der"), certificate);
    String found =
        Command.run(
                directory,
                Map.of(),
                List.of(
                    "zlint",
                    "-format",
                    "der",
                    "-excludeSources",
                    PKIX,
                    "-excludeNames",
                    INCONSISTENT,
                    file.toString()))
            .expectSuccess()
            .text();
    try (JsonReader reader = Json.createReader(new StringReader(found))) {
      JsonObject results = reader.readObject();
      assertThat(results).hasSizeGreaterThan(80);
      assertThat(results.entrySet())
          .allSatisfy(
              each ->
                  assertThat(each.getValue().asJsonObject().getString("result"))
                      .as(each.getKey())
                      .isIn("pass", "NA", "NE"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ScepterDevice, digitalSignature+keyEncipherment, RSA",
    "ScepterDeviceSignature, digitalSignature, RSA",
    "ScepterDeviceSignature, digitalSignature, EC",
    "ScepterDeviceEncryption, keyEncipherment, RSA"
  })
  void a_certificate_of_each_template_is_well(String template, String usage, String keyType)
      throws Exception {
    JsonObject profile =
        site.profileJson()
            .add("templateName", template)
            .add("keyUsage", SiteClient.array(List.of(usage.split("\\+"))))
            .add("keyType", keyType)
            .add("keySize", keyType.equals("EC") ? 256 : 2048)
            .build();
    Policy policy = site.profile(profile).deployedDevice().checkIn();
    KeyPair key = keyType.equals("EC") ? TestKeys.ec() : TestKeys.rsa();

    PkiMessage message = policy.message(server, key).answerPassword(policy.requireChallenge());
    requireWell(server.scep().post(message).certificate().getEncoded());
  }

  @Test
  void the_servers_own_certificates_are_well() throws IOException {
    try (Stream<Path> files = Files.list(server.home().resolve("certificates"))) {
      List<Path> all = files.toList();
      assertThat(all).hasSizeGreaterThan(6);
      for (Path each : all) {
        requireWell(Files.readAllBytes(each));
      }
    }
  }

  @Test
  void an_account_stands_in_the_certificate_as_the_record_has_it() throws Exception {
    JsonObject profile =
        site.profileJson()
            .add(
                "subjectAltNames",
                SiteClient.array(
                    List.of(
                        "DNS:{{DeviceName}}.example.test",
                        "URI:tag:microsoft.com,2022-09-14:sid:{{OnPremisesSecurityIdentifier}}")))
            .build();
    ScepProfile deployed = site.profile(profile);
    assertThat(deployed.deployedDevice().look().state())
        .as("without the account's SID")
        .isEqualTo("unavailable");
    Device device =
        site.device(
            Json.createObjectBuilder()
                .add("name", SiteClient.unique("device"))
                .add(
                    "attributes",
                    Json.createObjectBuilder().add("OnPremisesSecurityIdentifier", SID))
                .build());
    deployed.deployTo(device);

    X509Certificate certificate = device.enrol().certificate();

    assertThat(certificate.getSubjectAlternativeNames())
        .contains(List.of(6, "tag:microsoft.com,2022-09-14:sid:" + SID));
    assertThat(
            new String(
                certificate.getExtensionValue("1.3.6.1.4.1.311.25.2"), StandardCharsets.ISO_8859_1))
        .endsWith(SID);
    requireWell(certificate.getEncoded());
  }
}
