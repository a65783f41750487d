package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.math.BigInteger;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.scepter.testing.Applicant;
import org.scepter.testing.CheckCommand;
import org.scepter.testing.Command;
import org.scepter.testing.Connections;
import org.scepter.testing.Device;
import org.scepter.testing.DeviceEst;
import org.scepter.testing.EstClient;
import org.scepter.testing.Eventually;
import org.scepter.testing.Issued;
import org.scepter.testing.OcspClient;
import org.scepter.testing.OcspRequests;
import org.scepter.testing.OwnServer;
import org.scepter.testing.Policy;
import org.scepter.testing.RawHttp;
import org.scepter.testing.RegistrationPoint;
import org.scepter.testing.TestServer;
import org.scepter.testing.Tls;
import org.scepter.testing.clients.Bench;
import org.scepter.testing.clients.Product;
import org.scepter.testing.clients.ScepSubmit;
import org.scepter.testing.scep.CaCertificates;
import org.scepter.testing.scep.CertRep;
import org.scepter.testing.scep.Csr;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.Signer;
import org.scepter.testing.scep.TestKeys;

/**
 * Two NDES servers in front of one with registration point, site and CA: separate servers with
 * homes of their own. The second one in front cannot reach the CA, so that its devices have to
 * wait. Starts are dear, so the tests that take the inside away come last.
 */
@TestMethodOrder(OrderAnnotation.class)
class DmzIT {
  private static Optional<OwnServer> insideServer = Optional.empty();
  private static Optional<OwnServer> frontServer = Optional.empty();
  private static Optional<OwnServer> cutOffServer = Optional.empty();
  private static TestServer inside;
  private static TestServer front;
  private static TestServer cutOff;

  @TempDir private Path directory;

  @BeforeAll
  static void startServers() {
    assumeTrue(OwnServer.isPossible(), "only WildFly servers are started and stopped here");
    Path top = Path.of("target", "dmz");
    OwnServer within = OwnServer.inside(top.resolve("inside"));
    insideServer = Optional.of(within);
    inside = within.start();
    frontServer = Optional.of(OwnServer.inFront(top.resolve("front"), "front", within));
    front = frontServer.get().with("scepter.inside.check-interval", "PT1S").start();
    cutOffServer =
        Optional.of(
            OwnServer.inFront(top.resolve("cut-off"), "cut-off", within)
                .with("scepter.issuing.urls", "https://localhost:1"));
    cutOff = cutOffServer.get().start();
  }

  @AfterAll
  static void stopServers() {
    Stream.of(frontServer, cutOffServer, insideServer)
        .flatMap(Optional::stream)
        .forEach(OwnServer::close);
  }

  private static Device device() {
    return inside.site().deployedDevice();
  }

  @Test
  @Order(1)
  void a_device_enrols_and_renews_through_the_server_in_front() {
    Device device = inside.site().renewableDevice();
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

    assertThat(first.getPublicKey()).isEqualTo(key.getPublic());
    assertThat(second.getPublicKey()).isEqualTo(next.getPublic());
    assertThat(inside.site().certificates(device.name())).hasSize(2);
    assertThat(inside.site().items("audit?action=challenge.verify"))
        .as("the inside knows which node asked")
        .anySatisfy(entry -> assertThat(entry.getString("actor")).isEqualTo("node:front"));
  }

  @Test
  @Order(1)
  void the_server_in_front_looks_for_itself_and_knows_where_its_public_url_should_lead() {
    String asks = "scepter.registrationpoint.urls=" + inside.internal();

    Command.Result right =
        CheckCommand.of(
            front, directory, asks, "scepter.platform.public-url=" + front.https().toString());
    Command.Result wrong =
        CheckCommand.of(
            front, directory, asks, "scepter.platform.public-url=" + inside.https().toString());

    assertThat(right.expectSuccess().text())
        .contains("OK    roles               this server is ndes")
        .contains("OK    public URL", "OK    long query", "OK    GetCACert")
        .contains("OK    inside              " + inside.internal() + " knows this node")
        .doesNotContain("FAIL");
    assertThat(wrong.exit()).isEqualTo(1);
    assertThat(wrong.text()).contains("FAIL  public URL", "a Scepter with the role ndes");
  }

  @Test
  @Order(1)
  void strongswan_enrols_through_the_server_in_front() {
    Product.STRONGSWAN.need();
    Device device = device();
    Policy policy = device.checkIn();

    X509Certificate certificate = Product.STRONGSWAN.on(new Bench(front, directory)).enrol(policy);

    new Issued(certificate, front).requireWhatWasWanted(policy);
    assertThat(device.look().state()).isEqualTo("issued");
  }

  @Test
  @Order(1)
  void a_device_enrols_by_est_through_the_front_and_waits_at_one_that_reaches_no_ca() {
    Applicant applicant = Applicant.at(inside, "machines");
    Csr csr = applicant.csrWithoutChallenge();
    DeviceEst est = DeviceEst.at(front, front.https(), "machines");
    DeviceEst away = DeviceEst.at(cutOff, cutOff.https(), "machines");

    away.enrol(csr, applicant.challenge()).expect(202);
    X509Certificate certificate = est.enrol(csr, applicant.challenge()).certificate();

    assertThat(certificate.getPublicKey()).isEqualTo(applicant.key().getPublic());
    assertThat(est.enrol(csr, applicant.challenge()).certificate()).isEqualTo(certificate);
    assertThat(applicant.device().look().state()).isEqualTo("issued");
    est.enrol(applicant.with(TestKeys.rsa()).csrWithoutChallenge(), applicant.challenge())
        .expect(401);
    assertThat(est.get("cacerts").expect(200).certificates()).hasSize(2);
    DeviceEst.at(front, front.https(), "ScepterDevice").get("csrattrs").expect(200);
    DeviceEst.at(cutOff, cutOff.https(), "ScepterDevice").get("csrattrs").expect(503);
  }

  @Test
  @Order(1)
  void a_refusal_comes_through_with_its_reason_and_a_breach_raises_the_alarm_inside() {
    Policy policy = device().checkIn();
    assertThat(front.scep().post(policy.message(front, TestKeys.rsa())).isSuccess()).isTrue();

    CertRep breach = front.scep().post(policy.message(front, TestKeys.rsa()));

    assertThat(breach.status()).isEqualTo(CertRep.FAILURE);
    assertThat(inside.site().items("audit?action=challenge.verify"))
        .anySatisfy(AuditLog::requireAlarm);
  }

  @Test
  @Order(1)
  void the_front_calls_nothing_but_the_internal_listener_inside() {
    assumeTrue(Connections.canBeSeen(), "Linux tells of connections");
    front.scep().post(device().checkIn().message(front, TestKeys.rsa()));

    assertThat(Connections.portsCalledBy(frontServer.orElseThrow().pid()))
        .containsExactly(inside.internal().getPort());
  }

  @Test
  @Order(1)
  void the_fronts_home_holds_its_own_keys_and_the_ras_and_nothing_else() throws IOException {
    assertThat(files(front.home()))
        .containsExactlyInAnyOrder(
            "scepter-home.properties",
            "secrets/keystore.password",
            "secrets/admin.password",
            "ra/signing.p12",
            "ra/decryption.p12",
            "ndes/policy-module.p12",
            "ndes/inside/inside.cer",
            "ndes/authority.json",
            "certmgr.box/crp.cer",
            "certificates/ca-root.cer",
            "certificates/ca-issuing.cer",
            "tls/public.p12",
            "tls/internal.p12",
            "tls/internal-trust.p12");
    assertThat(front.text("secrets/keystore.password"))
        .isNotEqualTo(inside.text("secrets/keystore.password"));
  }

  private static Set<String> files(Path home) throws IOException {
    try (Stream<Path> tree = Files.walk(home)) {
      return tree.filter(Files::isRegularFile)
          .map(each -> home.relativize(each).toString())
          .filter(each -> !each.startsWith("logs/"))
          .collect(Collectors.toSet());
    }
  }

  @Test
  @Order(1)
  void a_role_that_is_off_serves_nothing() {
    Tls nobody = Tls.trusting(inside.roots());
    for (String path :
        List.of("/api/v1/audit", "/api/v1/devices", "/checkin/phone", "/certsrv/mscep_admin/")) {
      assertThat(RawHttp.get(front.https(), nobody, path, Map.of()).status())
          .as("front %s", path)
          .isIn(403, 404);
    }
    for (String path :
        List.of("/CMCertificateRegistration", "/.well-known/est/ScepterDevice/cacerts", "/node")) {
      assertThat(RawHttp.get(front.internal(), nobody, path, Map.of()).status())
          .as("front %s", path)
          .isEqualTo(403);
    }
    for (String path : List.of("/scep/mscep?operation=GetCACaps", TestServer.MSCEP)) {
      assertThat(RawHttp.get(inside.https(), nobody, path, Map.of()).status())
          .as("inside %s", path)
          .isEqualTo(404);
    }
  }

  @Test
  @Order(1)
  void the_front_publishes_the_cas_certificates_and_crls_for_the_inside() {
    Tls nobody = Tls.trusting(inside.roots());
    for (String path :
        List.of(
            "/aia/root.cer",
            "/aia/issuing.cer",
            "/crl/root.crl",
            "/crl/issuing.crl",
            "/crl/issuing-delta.crl")) {
      RawHttp.Answer relayed = RawHttp.get(front.http(), nobody, path, Map.of());
      assertThat(relayed.status()).as(path).isEqualTo(200);
      assertThat(relayed.body())
          .as(path)
          .isEqualTo(RawHttp.get(inside.http(), nobody, path, Map.of()).body());
    }
    assertThat(RawHttp.get(front.http(), nobody, "/crl/issuing-7.crl", Map.of()).status())
        .isEqualTo(404);
  }

  @Test
  @Order(1)
  void the_front_hands_questions_about_certificates_to_the_inside() {
    CaCertificates ca = front.scep().caCertificates();
    X509Certificate issuer = ca.intermediates().get(0);
    OcspClient asked = OcspClient.of(front, issuer, ca.root());
    byte[] request = OcspRequests.about(issuer, ca.signing().getSerialNumber());

    byte[] answer = asked.post(request).body();

    assertThat(answer.length).isGreaterThan(500);
    assertThat(asked.get(request).body()).isEqualTo(answer);
    assertThat(OcspClient.of(inside, issuer, ca.root()).get(request).body()).isEqualTo(answer);
    assertThat(asked.post(OcspRequests.about(issuer, BigInteger.TEN, new byte[32])).body().length)
        .isGreaterThan(500);
    assertThat(asked.post(new byte[] {1, 2, 3}).body()).hasSize(5);
  }

  @Test
  @Order(1)
  void a_device_that_waits_at_one_front_polls_at_the_other() {
    Policy policy = device().checkIn();
    KeyPair key = TestKeys.rsa();
    PkiMessage message = policy.message(front, key);
    HttpResponse<byte[]> answer = cutOff.scep().postRaw(message.encoded());
    X509Certificate ra = front.scep().caCertificates().signing();
    assertThat(CertRep.open(answer.body(), message, ra).status()).isEqualTo(CertRep.PENDING);

    X509Certificate issuer = front.scep().caCertificates().intermediates().get(0);
    CertRep polled = front.scep().post(PkiMessage.certPoll(message, issuer));

    assertThat(polled.certificate().getPublicKey()).isEqualTo(key.getPublic());
  }

  @Test
  @Order(1)
  void an_authorisation_is_of_no_use_to_another_node_than_the_one_that_asked() {
    Device device = device();
    Policy policy = device.checkIn();
    KeyPair key = TestKeys.rsa();
    RegistrationPoint point =
        new RegistrationPoint(inside.internal(), inside.client(RegistrationPoint.identity(front)));
    JsonObject answer =
        point.verify(policy, policy.csr(key), policy.message(front, key)).expect(201).json();
    Optional<String> authorisation = Optional.of(answer.getString("authorisation"));
    EstClient thief =
        new EstClient(inside.internal(), inside.client(RegistrationPoint.identity(cutOff)));

    thief.enrol("ScepterDevice", authorisation, policy.csr(key).der()).expect(403);

    assertThat(inside.site().certificates(device.name())).isEmpty();
    new EstClient(inside.internal(), inside.client(RegistrationPoint.identity(front)))
        .enrol("ScepterDevice", authorisation, policy.csr(key).der())
        .expect(200);
  }

  @Test
  @Order(2)
  void while_the_inside_is_away_devices_are_told_to_come_again_and_then_get_their_certificate() {
    Device device = device();
    Policy policy = device.checkIn();
    KeyPair key = TestKeys.rsa();
    PkiMessage message = policy.message(front, key);
    byte[] encoded = message.encoded();
    insideServer.orElseThrow().kill();

    HttpResponse<byte[]> away = front.scep().postRaw(encoded);
    frontServer.orElseThrow().stop();
    frontServer.orElseThrow().start();
    HttpResponse<byte[]> stillAway = front.scep().postRaw(encoded);

    assertThat(away.statusCode()).isEqualTo(503);
    assertThat(away.headers().firstValue("Retry-After")).isPresent();
    assertThat(stillAway.statusCode()).as("after a restart").isEqualTo(503);
    assertThat(front.scep().caCertificates().encryption())
        .as("GetCACert from what was kept")
        .isNotNull();
    insideServer.orElseThrow().start();
    CertRep answer =
        Eventually.get(
            "the same message's answer",
            Duration.ofSeconds(60),
            () ->
                Optional.of(front.scep().postRaw(encoded))
                    .filter(each -> each.statusCode() == 200)
                    .map(each -> CertRep.open(each.body(), message, signing()))
                    // The registration point may be found again before the CA is.
                    .filter(each -> each.status() != CertRep.PENDING));
    assertThat(answer.certificate().getPublicKey()).isEqualTo(key.getPublic());
    assertThat(inside.site().certificates(device.name())).hasSize(1);
  }

  @Test
  @Order(3)
  void certmonger_tries_again_by_itself_while_the_inside_is_away() {
    Product.SCEP_SUBMIT.need();
    PkiMessage message = device().checkIn().message(front, TestKeys.rsa());
    ScepSubmit client = (ScepSubmit) Product.SCEP_SUBMIT.on(new Bench(front, directory));
    insideServer.orElseThrow().kill();

    assertThat(client.exitOf(message)).as("unreachable, not rejected").isEqualTo(3);
  }

  private static X509Certificate signing() {
    return front.scep().caCertificates().signing();
  }
}
