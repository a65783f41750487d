package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scepter.testing.Command;
import org.scepter.testing.Device;
import org.scepter.testing.Enrolment;
import org.scepter.testing.Eventually;
import org.scepter.testing.Halt;
import org.scepter.testing.OcspClient;
import org.scepter.testing.OwnServer;
import org.scepter.testing.Policy;
import org.scepter.testing.PublishedCrl;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.CaCertificates;
import org.scepter.testing.scep.Digest;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.TestKeys;

/** A server that is killed while it issues comes back and owes nobody anything. */
class CrashIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ISSUING = "org.scepter.issuing.";
  private static Optional<OwnServer> prepared = Optional.empty();
  private static Halt halt;

  // The point at which the running server will halt, if it is fit for another test.
  private static Optional<Halt.Point> set = Optional.empty();

  /** In the order in which an enrolment passes them. */
  static List<Halt.Point> points() {
    return List.of(
        new Halt.Point(ISSUING + "store.JpaCertificates", "record", "EXIT"),
        new Halt.Point(ISSUING + "RecordedIssuance", "complete", "ENTRY"),
        new Halt.Point(ISSUING + "store.JpaCertificates", "lock", "EXIT"),
        new Halt.Point(ISSUING + "RecordedIssuance", "sign", "ENTRY"),
        new Halt.Point(ISSUING + "CertificateCheck", "requireHolds", "ENTRY"),
        new Halt.Point(ISSUING + "store.JpaCertificates", "complete", "EXIT"),
        new Halt.Point(ISSUING + "LocalIssuingAuthority", "issue", "EXIT"),
        new Halt.Point("org.scepter.registrationpoint.Notifications", "take", "EXIT"),
        new Halt.Point("org.scepter.registrationpoint.LocalPolicyModule", "notify", "EXIT"),
        new Halt.Point("org.scepter.scep.NdesResource", "post", "EXIT"));
  }

  @BeforeAll
  static void prepareServer() {
    assumeTrue(OwnServer.isPossible(), "only a WildFly is started and killed here");
    Path directory = Path.of("target", "crash-server").toAbsolutePath();
    halt = new Halt(directory.resolve("halt"));
    prepared = Optional.of(OwnServer.prepare(directory).withAgent(halt.agent()));
  }

  @AfterAll
  static void endServer() {
    prepared.ifPresent(OwnServer::close);
  }

  @AfterEach
  void endServerThatIsNotFitForMore() {
    if (set.isEmpty()) {
      prepared.ifPresent(OwnServer::kill);
    }
  }

  /** The server that came back from one kill is the next one's victim: half the starts. */
  private static TestServer serverThatHaltsAt(Halt.Point point) {
    OwnServer own = prepared.orElseThrow();
    boolean isSet = set.filter(point::equals).isPresent();
    set = Optional.empty();
    if (isSet) {
      return own.handle();
    }
    own.kill();
    halt.at(point);
    return own.start();
  }

  private static Halt.Point after(Halt.Point point) {
    return points().get((points().indexOf(point) + 1) % points().size());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("points")
  void killed_at_any_point_the_server_comes_back_and_the_retry_gets_its_one_certificate(
      Halt.Point point) throws Exception {
    TestServer server = serverThatHaltsAt(point);
    Device device = server.site().deployedDevice();
    Policy policy = device.checkIn();
    KeyPair key = TestKeys.rsa();
    PkiMessage message = policy.message(server, key);
    byte[] encoded = message.encoded();

    halt.arm();
    CompletableFuture<Void> unanswered =
        CompletableFuture.runAsync(() -> server.scep().postRaw(encoded));
    halt.awaitReached();
    prepared.orElseThrow().kill();
    assertThat(unanswered).failsWithin(Duration.ofSeconds(30));
    halt.at(after(point));
    prepared.orElseThrow().start();

    X509Certificate retried = server.scep().post(message, encoded).certificate();
    X509Certificate fresh = server.scep().post(policy.message(server, key)).certificate();
    assertThat(retried.getPublicKey()).isEqualTo(key.getPublic());
    assertThat(fresh).isEqualTo(retried);
    requireRecordsOfAllThatWasSigned(server, device, retried);
    requireStanding(server, retried, ": good");
    set = Optional.of(after(point));
  }

  static List<Halt.Point> pointsOfRevocation() {
    return List.of(
        new Halt.Point(ISSUING + "store.JpaRevocationLists", "succeed", "EXIT"),
        new Halt.Point(ISSUING + "publication.Unsigned", "isOver", "ENTRY"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pointsOfRevocation")
  void killed_while_a_crl_is_made_no_number_is_given_twice_and_nothing_revoked_is_forgotten(
      Halt.Point point) throws Exception {
    TestServer server = serverThatHaltsAt(point);
    Enrolment lost = server.site().deployedDevice().enrol();
    BigInteger before = PublishedCrl.of(server, lost.certificate()).number();

    halt.arm();
    server.site().revoke(lost);
    halt.awaitReached();
    requireStanding(server, lost.certificate(), ": revoked");
    prepared.orElseThrow().kill();
    halt.at(point);
    prepared.orElseThrow().start();

    requireStanding(server, lost.certificate(), ": revoked");
    Eventually.until(
        "the CRL names the certificate",
        PATIENCE,
        () -> PublishedCrl.of(server, lost.certificate()).crl().isRevoked(lost.certificate()));
    PublishedCrl after = PublishedCrl.of(server, lost.certificate());
    assertThat(after.number()).isGreaterThan(before);
    assertThat(after.delta(server).number()).isEqualTo(after.number());
    assertThat(after.delta(server).crl().isRevoked(lost.certificate())).isTrue();
  }

  private static void requireStanding(
      TestServer server, X509Certificate certificate, String standing) throws IOException {
    CaCertificates ca = server.scep().caCertificates();
    Command.Result said =
        OcspClient.of(server, ca.issuerOf(certificate), ca.root())
            .openssl(Files.createTempDirectory(Path.of("target"), "ocsp"), certificate);
    assertThat(said.err()).contains("Response verify OK");
    assertThat(said.text()).contains(standing);
  }

  private static void requireRecordsOfAllThatWasSigned(
      TestServer server, Device device, X509Certificate certificate) throws Exception {
    List<JsonObject> recorded = server.site().certificates(device.name());
    assertThat(recorded).hasSize(1);
    String thumbprint = recorded.get(0).getString("thumbprint");
    assertThat(thumbprint)
        .isEqualTo(HexFormat.of().formatHex(Digest.SHA1.of(certificate.getEncoded())));
    List<String> known =
        server.site().items("certificates").stream()
            .map(each -> each.getString("thumbprint", ""))
            .toList();
    try (Stream<Path> signed = Files.list(halt.signed())) {
      assertThat(signed.map(each -> each.getFileName().toString())).isSubsetOf(known);
    }
  }
}
