package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.CertStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jscep.client.Client;
import org.jscep.client.inspect.CertStoreInspector;
import org.jscep.client.inspect.DefaultCertStoreInspectorFactory;
import org.jscep.client.verification.OptimisticCertificateVerifier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepter.testing.Chain;
import org.scepter.testing.Command;
import org.scepter.testing.Device;
import org.scepter.testing.Enrolment;
import org.scepter.testing.Eventually;
import org.scepter.testing.JsonAnswer;
import org.scepter.testing.OcspClient;
import org.scepter.testing.OwnServer;
import org.scepter.testing.Policy;
import org.scepter.testing.PublishedCrl;
import org.scepter.testing.SiteClient;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.CaCertificates;
import org.scepter.testing.scep.CertRep;
import org.scepter.testing.scep.Csr;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.Signer;
import org.scepter.testing.scep.TestKeys;

/** One issuing CA follows another (RFC 8894 §4.7), on a server that nothing else rests on. */
class RolloverIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String NEXT = "GetNextCACert";
  private static OwnServer own;
  private static TestServer server;
  @TempDir private Path directory;

  @BeforeAll
  static void start() {
    assumeTrue(OwnServer.isPossible(), "only a WildFly is started and stopped here");
    own =
        OwnServer.prepare(
                Path.of("target", "rollover-server"),
                "init.root.key-type=ec-p256",
                "init.issuing.key-type=ec-p256")
            // So that a new certificate lies in its profile's renewal window.
            .with("scepter.issuing.backdate", "PT1H");
    server = own.start();
  }

  @AfterAll
  static void stop() {
    if (own != null) {
      own.close();
    }
  }

  private static SiteClient site() {
    return server.site();
  }

  private static JsonObject takeover(Instant at, Duration grace) {
    return Json.createObjectBuilder()
        .add("activeFrom", at.toString())
        .add("grace", grace.toString())
        .build();
  }

  private static Instant in(Duration time) {
    return Instant.now().plus(time).truncatedTo(ChronoUnit.SECONDS);
  }

  private static List<JsonObject> authorities() {
    return site().get("authorities").expect(200).json().getJsonArray("items").stream()
        .map(each -> each.asJsonObject())
        .toList();
  }

  private static JsonObject authority(String state) {
    List<JsonObject> found =
        authorities().stream().filter(each -> each.getString("state").equals(state)).toList();
    assertThat(found).as("authorities that are %s: %s", state, authorities()).hasSize(1);
    return found.get(0);
  }

  private static byte[] announcement() {
    var answer = server.scep().get("operation=" + NEXT);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type"))
        .contains("application/x-x509-next-ca-cert");
    return answer.body();
  }

  /** What is inside, once openssl has found that the current CA has signed it. */
  private CaCertificates announced(byte[] announcement, CaCertificates current) throws Exception {
    Path file = Files.write(directory.resolve("next.der"), announcement);
    Path inner = directory.resolve("inner.der");
    Command.run(
            directory,
            Map.of(),
            List.of(
                "openssl",
                "cms",
                "-verify",
                "-inform",
                "DER",
                "-in",
                file.toString(),
                "-binary",
                "-nointern",
                "-certfile",
                Chain.pem(directory.resolve("issuing.pem"), current.intermediates()).toString(),
                "-CAfile",
                Chain.pem(directory.resolve("root.pem"), List.of(current.root())).toString(),
                "-purpose",
                "any",
                "-out",
                inner.toString()))
        .expectSuccess();
    return CaCertificates.parse(Files.readAllBytes(inner));
  }

  private static X509Certificate only(List<X509Certificate> certificates) {
    assertThat(certificates).hasSize(1);
    return certificates.get(0);
  }

  /** A device's request to an RA, as it is sent and answered. */
  private record Sent(PkiMessage message, KeyPair key, X509Certificate answering) {
    CertRep again() {
      var answer = server.scep().postRaw(message.encoded());
      assertThat(answer.statusCode()).isEqualTo(200);
      return CertRep.open(answer.body(), message, answering);
    }

    /** A refusal comes from the RA of the day: nobody can open what was sealed to another. */
    CertRep failure() {
      CertRep answer = server.scep().post(message);
      assertThat(answer.status()).as("%s", answer).isEqualTo(CertRep.FAILURE);
      return answer;
    }
  }

  private static Sent request(Policy policy, CaCertificates ra) {
    KeyPair key = TestKeys.rsa();
    return new Sent(
        PkiMessage.pkcsReq(
            policy.csr(key), ra.encryption(), Signer.selfSigned(key, policy.subject())),
        key,
        ra.signing());
  }

  private static void requireIssuedBy(X509Certificate issuer, CertRep answer) throws Exception {
    assertThat(answer.status()).as("%s", answer).isEqualTo(CertRep.SUCCESS);
    X509Certificate certificate = answer.certificate();
    assertThat(certificate.getIssuerX500Principal()).isEqualTo(issuer.getSubjectX500Principal());
    certificate.verify(issuer.getPublicKey());
  }

  @Test
  void a_next_ca_is_announced_serves_at_once_and_can_be_called_off() throws Exception {
    CaCertificates current = server.scep().caCertificates();
    assertThat(server.scep().capabilities()).doesNotContain(NEXT);
    assertThat(server.scep().get("operation=" + NEXT).statusCode()).isEqualTo(404);

    JsonObject made =
        site()
            .post("authorities/next", takeover(in(Duration.ofDays(5)), Duration.ofDays(9)))
            .expect(201)
            .json();

    assertThat(made.getString("state")).isEqualTo("next");
    assertThat(server.scep().capabilities()).contains(NEXT);
    assertThat(server.scep().caCertificates()).isEqualTo(current);
    byte[] announcement = announcement();
    CaCertificates next = announced(announcement, current);
    X509Certificate nextCa = only(next.intermediates());
    assertThat(nextCa.getSubjectX500Principal().getName()).contains(" G" + made.getInt("number"));
    nextCa.verify(current.root().getPublicKey());
    next.signing().verify(nextCa.getPublicKey());
    next.encryption().verify(nextCa.getPublicKey());
    X509Certificate oldCa = only(current.intermediates());
    requireJscepLearns(nextCa, oldCa);
    Device device = site().deployedDevice();
    CertRep early = request(device.checkIn(), next).again();
    requireIssuedBy(nextCa, early);
    requireIssuedBy(oldCa, request(site().deployedDevice().checkIn(), current).again());
    assertThat(device.look().state()).isEqualTo("issued");
    requireInTheBook(nextCa, next.signing(), next.encryption());

    site().delete("authorities/next").expect(204);

    assertThat(server.scep().capabilities()).doesNotContain(NEXT);
    assertThat(authorities())
        .filteredOn(each -> each.getString("state").equals("withdrawn"))
        .extracting(each -> each.getInt("number"))
        .contains(made.getInt("number"));
    assertThat(request(site().deployedDevice().checkIn(), next).failure().failInfo()).contains(1);
    X509Certificate orphan = early.certificate();
    revoke(orphan);
    Eventually.until(
        "the CRL of a CA that was called off names what it had issued",
        PATIENCE,
        () -> PublishedCrl.of(server, orphan).crl().isRevoked(orphan));
    PublishedCrl.of(server, orphan).crl().verify(nextCa.getPublicKey());
    assertThat(AuditLog.of(site()).entries())
        .extracting(each -> each.getString("action"))
        .contains("authority.schedule", "authority.withdraw");
  }

  private static String hex(X509Certificate certificate) {
    return certificate.getSerialNumber().toString(16);
  }

  private static void revoke(X509Certificate certificate) {
    site()
        .post(
            "certificates/" + hex(certificate) + "/revoke",
            Json.createObjectBuilder().add("reason", "superseded").build())
        .expect(204);
  }

  private static void requireInTheBook(X509Certificate... certificates) {
    for (X509Certificate each : certificates) {
      JsonObject found = site().get("certificates/" + hex(each)).expect(200).json();
      assertThat(found.getString("infrastructure")).isNotEmpty();
    }
  }

  private static void requireJscepLearns(X509Certificate nextCa, X509Certificate signer)
      throws Exception {
    URL url = server.scep(server.http(), TestServer.MSCEP).url().toURL();
    Client client = new Client(url, new OptimisticCertificateVerifier());
    client.setCertStoreInspectorFactory(
        store -> new Signed(new DefaultCertStoreInspectorFactory().getInstance(store), signer));
    CertStore learnt = client.getRolloverCertificate();
    assertThat(new ArrayList<>(learnt.getCertificates(null)))
        .anySatisfy(each -> assertThat(each).isEqualTo(nextCa));
  }

  /** What an application that calls jscep has to say: the CA has signed, not the RA. */
  private record Signed(CertStoreInspector found, X509Certificate signer)
      implements CertStoreInspector {
    @Override
    public X509Certificate getRecipient() {
      return found.getRecipient();
    }

    @Override
    public X509Certificate getSigner() {
      return signer;
    }

    @Override
    public X509Certificate getIssuer() {
      return found.getIssuer();
    }
  }

  @Test
  void what_makes_no_sense_is_refused_and_who_may_not_may_not() {
    SiteClient auditor = site().withRole("auditor");
    auditor.get("authorities").expect(200);
    auditor.post("authorities/next", takeover(in(Duration.ofDays(1)), Duration.ZERO)).expect(403);
    auditor.delete("authorities/next").expect(403);
    site().asNobody().get("authorities").expect(401);
    site().delete("authorities/next").expect(404);
    for (JsonObject body :
        List.of(
            takeover(in(Duration.ofDays(-1)), Duration.ZERO),
            takeover(in(Duration.ofDays(36_500)), Duration.ZERO),
            takeover(in(Duration.ofDays(1)), Duration.ofSeconds(-1)),
            Json.createObjectBuilder().add("grace", "P1D").build())) {
      JsonAnswer answer = site().post("authorities/next", body).expect(422);
      assertThat(answer.isProblem()).isTrue();
    }
    SiteClient operator = site().withRole("operator");
    operator.post("authorities/next", takeover(in(Duration.ofDays(1)), Duration.ZERO)).expect(201);
    operator.post("authorities/next", takeover(in(Duration.ofDays(1)), Duration.ZERO)).expect(409);
    operator.delete("authorities/next").expect(204);
  }

  private static Device renewable() {
    return site()
        .profile(
            site().profileJson().add("validity", "P1D").add("renewalThresholdPercent", 99).build())
        .deployedDevice();
  }

  private static Device waitingDevice() {
    return site().profile(site().profileJson().add("approval", true).build()).deployedDevice();
  }

  private static CertRep renew(Enrolment old, CaCertificates ra) {
    Csr csr =
        Csr.of(TestKeys.rsa(), old.policy().subject())
            .alternativeNames(old.policy().alternativeNames())
            .keyUsage(old.policy().keyUsage())
            .extendedKeyUsages(old.policy().extendedKeyUsages());
    return server
        .scep()
        .post(
            PkiMessage.renewalReq(
                csr, ra.encryption(), new Signer(old.key().getPrivate(), old.certificate())));
  }

  /** As the operator does it who has no API at hand, while the server runs. */
  private void scheduleByCommand(Instant at, Duration grace) {
    Command.run(
            directory,
            Map.of("JAVA_HOME", System.getProperty("java.home")),
            List.of(
                Path.of("server-config/scepter").toAbsolutePath().toString(),
                "--war",
                Path.of(System.getProperty("scepter.test.war")).toAbsolutePath().toString(),
                "rollover",
                "--home",
                own.home().toString(),
                "--at",
                at.toString(),
                "--grace",
                grace.toString()))
        .expectSuccess();
  }

  private static void approve(Device device) {
    JsonObject waiting =
        site().items("approvals?state=waiting").stream()
            .filter(each -> each.getString("device").equals(device.name()))
            .findFirst()
            .orElseThrow();
    site().post("approvals/" + waiting.getString("id") + "/approve").expect(204);
  }

  @Test
  void the_switch_comes_by_the_clock_and_refuses_nobody_until_the_grace_time_ends()
      throws Exception {
    CaCertificates old = server.scep().caCertificates();
    X509Certificate oldCa = only(old.intermediates());
    Enrolment enrolled = renewable().enrol();
    Device waiting = waitingDevice();
    Sent waits = request(waiting.checkIn(), old);
    assertThat(waits.again().status()).isEqualTo(CertRep.PENDING);
    Policy late = site().deployedDevice().checkIn();
    Policy tooLate = site().deployedDevice().checkIn();

    scheduleByCommand(in(Duration.ofSeconds(60)), Duration.ofSeconds(60));
    Eventually.until(
        "the running server announces the next CA",
        PATIENCE,
        () -> server.scep().capabilities().contains(NEXT));
    CaCertificates next = announced(announcement(), old);
    X509Certificate nextCa = only(next.intermediates());
    Eventually.until(
        "GetCACert gives the next CA",
        PATIENCE,
        () -> server.scep().caCertificates().intermediates().contains(nextCa));

    requireIssuedBy(oldCa, request(late, old).again());
    approve(waiting);
    requireIssuedBy(oldCa, poll(waits, oldCa));
    assertThat(server.scep().capabilities()).doesNotContain(NEXT);
    assertThat(authority("current").getString("fingerprint")).isEqualTo(fingerprint(nextCa));
    Eventually.until(
        "the running server has the next CA's certificate in its book",
        PATIENCE,
        () -> site().get("certificates/" + hex(nextCa)).status() == 200);
    requireInTheBook(nextCa, next.signing(), next.encryption());
    requireIssuedBy(nextCa, renew(enrolled, next));

    Eventually.until(
        "the old CA has retired",
        PATIENCE,
        () -> authorities().get(0).getString("state").equals("retired"));
    CertRep refused = request(tooLate, old).failure();
    assertThat(refused.failInfo()).contains(1);
    requireIssuedBy(nextCa, request(tooLate, next).again());

    own.stop();
    own.start();

    assertThat(server.scep().caCertificates().intermediates()).containsExactly(nextCa);
    assertThat(authority("current").getString("fingerprint")).isEqualTo(fingerprint(nextCa));
    assertThat(authorities().get(0).getString("state")).isEqualTo("retired");
    CertRep renewed = renew(enrolled, next);
    requireIssuedBy(nextCa, renewed);
    revoke(enrolled.certificate());
    Eventually.until(
        "the retired CA's CRL names what was revoked since",
        PATIENCE,
        () ->
            PublishedCrl.of(server, enrolled.certificate())
                .crl()
                .isRevoked(enrolled.certificate()));
    PublishedCrl.of(server, enrolled.certificate()).crl().verify(oldCa.getPublicKey());
    requireStandings(enrolled.certificate(), oldCa, renewed.certificate(), nextCa);
    requireGetCrlOf(enrolled, next, oldCa);
  }

  /** Each CA has a key of its own that answers, also one that has retired. */
  private static void requireStandings(
      X509Certificate revoked, X509Certificate oldCa, X509Certificate good, X509Certificate nextCa)
      throws IOException {
    Path directory = Files.createTempDirectory(Path.of("target"), "ocsp");
    X509Certificate root = server.scep().caCertificates().root();
    Command.Result old = OcspClient.of(server, oldCa, root).openssl(directory, revoked);
    assertThat(old.err()).contains("Response verify OK");
    assertThat(old.text()).contains(": revoked");
    Command.Result next = OcspClient.of(server, nextCa, root).openssl(directory, good);
    assertThat(next.err()).contains("Response verify OK");
    assertThat(next.text()).contains(": good");
  }

  private static void requireGetCrlOf(Enrolment enrolled, CaCertificates ra, X509Certificate issuer)
      throws Exception {
    CertRep answer =
        server
            .scep()
            .post(
                PkiMessage.getCrl(
                    enrolled.certificate(),
                    ra.encryption(),
                    new Signer(enrolled.key().getPrivate(), enrolled.certificate())));
    assertThat(answer.revocationLists()).hasSize(1);
    answer.revocationLists().get(0).verify(issuer.getPublicKey());
  }

  private static String fingerprint(X509Certificate certificate) throws Exception {
    byte[] digest =
        java.security.MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    return java.util.HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
  }

  private static CertRep poll(Sent earlier, X509Certificate issuer) {
    PkiMessage poll = PkiMessage.certPoll(earlier.message(), issuer);
    var answer = server.scep().postRaw(poll.encoded());
    assertThat(answer.statusCode()).isEqualTo(200);
    return CertRep.open(answer.body(), poll, earlier.answering());
  }
}
