package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scepter.testing.Eventually;
import org.scepter.testing.OwnServer;
import org.scepter.testing.Policy;
import org.scepter.testing.SiteClient;
import org.scepter.testing.TestServer;
import org.scepter.testing.elsewhere.ForeignCa;
import org.scepter.testing.elsewhere.OpenSslCmp;
import org.scepter.testing.scep.TestKeys;

/** A CA elsewhere, OpenSSL's CMP server, revokes what is revoked here. */
class RevocationElsewhereIT {
  private static final Path DIRECTORY = Path.of("target/revocation-elsewhere");
  private static final String PREFIX = "scepter.issuing.elsewhere.";
  private static final String TOLD = "certificate.revoke-elsewhere";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ForeignCa CA = new ForeignCa("Other");
  private static final int PORT = OpenSslCmp.freePort();

  private static Optional<OwnServer> own = Optional.empty();
  private static Path files;
  private static TestServer server;
  private static SiteClient site;

  @BeforeAll
  static void start() {
    assumeTrue(OwnServer.isPossible(), "only a WildFly is started and stopped here");
    assumeTrue(OpenSslCmp.isThere(), "OpenSSL 3 is needed");
    OwnServer prepared = OwnServer.prepare(DIRECTORY);
    own = Optional.of(prepared);
    files = prepared.home().resolve("elsewhere");
    ForeignCa.write(files.resolve("ca.pem"), ForeignCa.pem(CA.chain()));
    ForeignCa.write(files.resolve("root.pem"), ForeignCa.pem(List.of(CA.root())));
    ForeignCa.write(files.resolve("issuing.pem"), ForeignCa.pem(List.of(CA.certificate())));
    OpenSslCmp.key(files.resolve("issuing.key"), CA.key().getPrivate());
    ForeignCa.write(files.resolve("ra.password"), "its-own-word".getBytes(StandardCharsets.UTF_8));
    CA.partTo(files.resolve("ra.p12"), "ra", "its-own-word", "1.3.6.1.5.5.7.3.2");
    server =
        prepared
            .with("scepter.issuing.backend", "cmp")
            .with(PREFIX + "url", "http://localhost:" + PORT)
            .with(PREFIX + "ca-file", "elsewhere/ca.pem")
            .with(PREFIX + "client-key", "elsewhere/ra.p12")
            .with(PREFIX + "client-key-password-file", "elsewhere/ra.password")
            .with(PREFIX + "retry-after", "PT1S")
            .with(PREFIX + "request-timeout", "PT5S")
            .start();
    site = SiteClient.administrator(server);
  }

  @AfterAll
  static void stop() {
    own.ifPresent(OwnServer::close);
  }

  private static OpenSslCmp openssl(X509Certificate given, String... more) {
    ForeignCa.write(files.resolve("given.pem"), ForeignCa.pem(List.of(given)));
    List<String> options =
        new ArrayList<>(
            List.of(
                "-rsp_cert",
                files.resolve("given.pem").toString(),
                "-grant_implicitconf",
                "-srv_cert",
                files.resolve("issuing.pem").toString(),
                "-srv_key",
                files.resolve("issuing.key").toString(),
                "-srv_trusted",
                files.resolve("root.pem").toString()));
    options.addAll(List.of(more));
    return new OpenSslCmp(PORT, DIRECTORY, options);
  }

  /** A device gets the one certificate that OpenSSL was started with. */
  private static X509Certificate enrolled() {
    Policy policy = site.deployedDevice().checkIn();
    KeyPair key = TestKeys.rsa();
    X509Certificate given = CA.issue(policy.csr(key).der());
    try (OpenSslCmp running = openssl(given)) {
      assertThat(server.scep().post(policy.message(server, key)).certificate())
          .as(running::said)
          .isEqualTo(given);
    }
    return given;
  }

  private static String serial(X509Certificate certificate) {
    return certificate.getSerialNumber().toString(16).toLowerCase(Locale.ROOT);
  }

  private static void revoke(X509Certificate certificate) {
    JsonObject reason = Json.createObjectBuilder().add("reason", "keyCompromise").build();
    assertThat(
            site.post("certificates/" + serial(certificate) + "/revoke", reason)
                .expect(200)
                .json()
                .getString("elsewhere"))
        .isEqualTo(
            "the CA that issued it, CMP at http://localhost:"
                + PORT
                + ", is told to revoke it as well");
  }

  private static void untilTold(X509Certificate certificate, String outcome, String reason) {
    Eventually.until(
        outcome + " " + reason,
        PATIENCE,
        () ->
            site.items("audit?action=" + TOLD).stream()
                .filter(entry -> entry.getString("object").endsWith(serial(certificate)))
                .filter(entry -> entry.getString("outcome").equals(outcome))
                .anyMatch(entry -> entry.toString().contains(reason)));
  }

  private static String checked() {
    return site.post("check").expect(200).json().toString();
  }

  @Test
  void it_is_told_after_the_commit_and_again_until_it_answers() {
    X509Certificate certificate = enrolled();
    revoke(certificate);
    untilTold(certificate, "FAILED", "Unheard");
    assertThat(checked()).contains("1 revocations could not be passed on to it yet");
    assertThat(site.items("audit?action=certificate.revoke"))
        .as("here it is revoked at once")
        .anyMatch(entry -> entry.getString("object").endsWith(serial(certificate)));

    try (OpenSslCmp running = openssl(certificate)) {
      untilTold(certificate, "DONE", "the CA has revoked it");
      assertThat(checked()).as(running::said).doesNotContain("could not be passed on");
    }
  }

  @Test
  void its_no_is_alarmed_and_somebody_may_have_it_told_again_or_say_that_it_is_done() {
    X509Certificate certificate = enrolled();
    String path = "certificates/" + serial(certificate) + "/revocation-elsewhere";
    JsonObject again = Json.createObjectBuilder().add("state", "again").build();
    try (OpenSslCmp running = openssl(certificate, "-pkistatus", "2", "-failure", "23")) {
      revoke(certificate);
      untilTold(certificate, "ALARM", "Refused: the CA did not revoke it");
      assertThat(checked()).as(running::said).contains("it has refused 1 revocations");
      site.withRole("operator").post(path, again).expect(204);
      untilTold(certificate, "DONE", "it is told again");
    }
    try (OpenSslCmp running = openssl(certificate)) {
      assertThat(running.url().getPort()).isEqualTo(PORT);
      untilTold(certificate, "DONE", "the CA has revoked it");
    }
    site.post(path, again).expect(409);
  }
}
