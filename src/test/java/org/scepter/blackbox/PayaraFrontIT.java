package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepter.testing.CheckCommand;
import org.scepter.testing.Connections;
import org.scepter.testing.Device;
import org.scepter.testing.Issued;
import org.scepter.testing.OnServer;
import org.scepter.testing.PayaraFront;
import org.scepter.testing.Policy;
import org.scepter.testing.RawHttp;
import org.scepter.testing.TestServer;
import org.scepter.testing.Tls;
import org.scepter.testing.clients.Bench;
import org.scepter.testing.clients.Product;
import org.scepter.testing.scep.CertRep;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.Signer;
import org.scepter.testing.scep.TestKeys;

/** NDES on a Payara without a database of ours, in front of the build's server. */
@OnServer
class PayaraFrontIT {
  private static final TestServer INSIDE = TestServer.running();
  private static Optional<PayaraFront> domain = Optional.empty();
  private static TestServer front;

  @TempDir private static Path made;
  @TempDir private Path directory;

  @BeforeAll
  static void startFront() {
    assumeTrue(PayaraFront.isPossible(), "DmzIT has WildFly in front");
    domain = Optional.of(PayaraFront.start(made, "payara-front"));
    front = domain.get().handle();
  }

  @AfterAll
  static void stopFront() {
    domain.ifPresent(PayaraFront::close);
  }

  @Test
  void a_device_enrols_and_renews_through_it() {
    Device device = INSIDE.site().renewableDevice();
    Policy policy = device.checkIn();
    KeyPair key = TestKeys.rsa();

    X509Certificate first = front.scep().post(policy.message(front, key)).certificate();
    KeyPair next = TestKeys.rsa();
    PkiMessage renewal =
        PkiMessage.renewalReq(
            policy.csrWithoutChallenge(next),
            front.scep().caCertificates().encryption(),
            new Signer(key.getPrivate(), first));
    X509Certificate second = front.scep().post(renewal).certificate();

    assertThat(second.getPublicKey()).isEqualTo(next.getPublic());
    assertThat(INSIDE.site().certificates(device.name())).hasSize(2);
    assertThat(INSIDE.site().items("audit?action=challenge.verify"))
        .as("the inside knows which node asked")
        .anySatisfy(entry -> assertThat(entry.getString("actor")).isEqualTo("node:payara-front"));
  }

  @Test
  void it_shows_the_certificates_that_the_inside_shows() {
    assertThat(front.scep().caCertificates()).isEqualTo(INSIDE.scep().caCertificates());
  }

  @Test
  void strongswan_enrols_through_it() {
    Product.STRONGSWAN.need();
    Device device = INSIDE.site().deployedDevice();
    Policy policy = device.checkIn();

    X509Certificate certificate = Product.STRONGSWAN.on(new Bench(front, directory)).enrol(policy);

    new Issued(certificate, front).requireWhatWasWanted(policy);
    assertThat(device.look().state()).isEqualTo("issued");
  }

  @Test
  void a_challenge_with_another_key_is_refused_and_raises_the_alarm_inside() {
    Policy policy = INSIDE.site().deployedDevice().checkIn();
    assertThat(front.scep().post(policy.message(front, TestKeys.rsa())).isSuccess()).isTrue();
    PkiMessage breach = policy.message(front, TestKeys.rsa());

    assertThat(front.scep().post(breach).status()).isEqualTo(CertRep.FAILURE);

    assertThat(AuditLog.of(INSIDE.site()).entriesFor(breach.transactionId()))
        .anySatisfy(AuditLog::requireAlarm);
  }

  @Test
  void it_looks_for_itself_and_finds_nothing_that_fails() {
    String text =
        CheckCommand.of(
                front,
                directory,
                "scepter.registrationpoint.urls=" + INSIDE.internal(),
                "scepter.platform.public-url=" + front.https())
            .expectSuccess()
            .text();

    assertThat(text)
        .contains("OK    roles               this server is ndes")
        .contains("OK    public URL", "OK    long query", "OK    GetCACert", "OK    clock")
        .contains("OK    inside              " + INSIDE.internal() + " knows this node")
        .doesNotContain("FAIL");
  }

  @Test
  void it_calls_nothing_but_the_internal_listener_inside() {
    assumeTrue(Connections.canBeSeen(), "Linux tells of connections");
    Policy policy = INSIDE.site().deployedDevice().checkIn();
    front.scep().post(policy.message(front, TestKeys.rsa()));

    assertThat(Connections.portsCalledBy(domain.orElseThrow().pid()))
        .containsExactly(INSIDE.internal().getPort());
  }

  @Test
  void it_has_no_database_and_serves_no_other_role() throws IOException {
    Tls nobody = Tls.trusting(front.roots());
    for (String path : List.of("/api/v1/audit", "/checkin/phone", "/certsrv/mscep_admin/")) {
      assertThat(RawHttp.get(front.https(), nobody, path, Map.of()).status())
          .as(path)
          .isIn(403, 404);
    }
    for (String path : List.of("/CMCertificateRegistration", "/.well-known/est/cacerts")) {
      assertThat(RawHttp.get(front.internal(), nobody, path, Map.of()).status())
          .as(path)
          .isEqualTo(403);
    }
    try (Stream<Path> files = Files.walk(front.home())) {
      assertThat(
              files.filter(Files::isRegularFile).map(it -> front.home().relativize(it).toString()))
          .contains("ndes/policy-module.p12")
          .noneMatch(it -> it.startsWith("db") || it.startsWith("ca/"));
    }
  }
}
