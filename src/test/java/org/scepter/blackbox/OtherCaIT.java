package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scepter.testing.Device;
import org.scepter.testing.Enrolment;
import org.scepter.testing.Eventually;
import org.scepter.testing.OwnServer;
import org.scepter.testing.Policy;
import org.scepter.testing.SiteClient;
import org.scepter.testing.TestServer;
import org.scepter.testing.elsewhere.EstDouble;
import org.scepter.testing.elsewhere.ForeignCa;
import org.scepter.testing.elsewhere.Trouble;
import org.scepter.testing.scep.CaCertificates;
import org.scepter.testing.scep.CertRep;
import org.scepter.testing.scep.Csr;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.ScepClient;
import org.scepter.testing.scep.Signer;
import org.scepter.testing.scep.TestKeys;

/** Devices enrol over SCEP, and a CA elsewhere that speaks EST issues. */
class OtherCaIT {
  private static final Path DIRECTORY = Path.of("target/other-ca");
  private static final String PREFIX = "scepter.issuing.elsewhere.";
  private static final String PRINTERS = "scepter.scep.endpoint.printers.";
  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
  private static final ForeignCa CA = new ForeignCa("Other");

  private static Optional<EstDouble> opened = Optional.empty();
  private static Optional<OwnServer> own = Optional.empty();
  private static EstDouble est;
  private static TestServer server;
  private static SiteClient site;

  @BeforeAll
  static void start() {
    assumeTrue(OwnServer.isPossible(), "only a WildFly is started and stopped here");
    est = new EstDouble(CA);
    opened = Optional.of(est);
    OwnServer prepared = OwnServer.prepare(DIRECTORY);
    own = Optional.of(prepared);
    Path files = prepared.home().resolve("elsewhere");
    ForeignCa.write(files.resolve("ca.pem"), ForeignCa.pem(CA.chain()));
    ForeignCa.write(files.resolve("root.pem"), ForeignCa.pem(List.of(CA.root())));
    ForeignCa.write(files.resolve("ra.password"), "its-own-word".getBytes(StandardCharsets.UTF_8));
    CA.partTo(
        files.resolve("ra.p12"), "ra", "its-own-word", "1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.28");
    server =
        prepared
            .with("scepter.issuing.backend", "est")
            .with(PREFIX + "url", est.url().toString())
            .with(PREFIX + "ca-file", "elsewhere/ca.pem")
            .with(PREFIX + "trust-file", "elsewhere/root.pem")
            .with(PREFIX + "client-key", "elsewhere/ra.p12")
            .with(PREFIX + "client-key-password-file", "elsewhere/ra.password")
            .with(PREFIX + "retry-after", "PT1S")
            .with(PREFIX + "request-timeout", "PT5S")
            .with("scepter.scep.endpoints", "mscep,printers")
            .with("scepter.scep.est-endpoint", "mscep")
            .with("scepter.scep.cgi-bin-endpoint", "mscep")
            .with(PRINTERS + "authority", "password")
            .with(PRINTERS + "enforce-password", "false")
            .with(PRINTERS + "allow-enrolment-without-challenge", "true")
            .with(PRINTERS + "allowed-subjects", "CN=*,O=Printers")
            .with(PRINTERS + "certificate-validity", "P10D")
            .with(PRINTERS + "renewal-threshold-percent", "99")
            .start();
    site = SiteClient.administrator(server);
  }

  @AfterAll
  static void stop() {
    own.ifPresent(OwnServer::close);
    opened.ifPresent(EstDouble::close);
  }

  @BeforeEach
  void certifies_what_is_asked_for() {
    CA.changing(template -> {});
  }

  private static CertRep poll(PkiMessage earlier) {
    return server.scep().post(PkiMessage.certPoll(earlier, CA.certificate()));
  }

  private static List<JsonObject> alarms(String action, PkiMessage message) {
    return site.items("audit?action=" + action).stream()
        .filter(entry -> entry.getString("outcome").equals("ALARM"))
        .filter(entry -> entry.toString().contains(message.transactionId()))
        .toList();
  }

  @Test
  void a_device_gets_the_other_cas_certificate_and_it_is_on_record_as_any_other() {
    Device device = site.deployedDevice();
    int before = est.issued().size();
    Enrolment enrolment = device.enrol();

    assertThat(est.issued()).hasSize(before + 1).last().isEqualTo(enrolment.certificate());
    assertThat(enrolment.certificate().getIssuerX500Principal())
        .isEqualTo(CA.certificate().getSubjectX500Principal());
    assertThat(site.certificates(device.name()))
        .singleElement()
        .satisfies(
            shown -> assertThat(shown.getString("serialNumber")).isEqualTo(enrolment.serialHex()));
    byte[] sent = enrolment.message().encoded();
    assertThat(server.scep().post(enrolment.message(), sent).certificate())
        .isEqualTo(enrolment.certificate());
    assertThat(est.issued()).hasSize(before + 1);
  }

  @Test
  void another_key_with_the_same_challenge_gets_nothing() {
    Policy policy = site.deployedDevice().checkIn();
    server.scep().post(policy.message(server, TestKeys.rsa())).certificate();
    int before = est.asked().size();

    assertThat(server.scep().post(policy.message(server, TestKeys.rsa())).status())
        .isEqualTo(CertRep.FAILURE);
    assertThat(est.asked()).hasSize(before);
  }

  @Test
  void a_certificate_renews_itself_at_the_other_ca() {
    // An hour old already, so that it is no longer too early.
    CA.changing(
        template -> {
          template.notBefore = Instant.now().minus(Duration.ofHours(1));
          template.notAfter = Instant.now().plus(Duration.ofHours(20));
        });
    Device device = site.renewableDevice();
    Enrolment first = device.enrol();
    KeyPair next = TestKeys.rsa();
    PkiMessage renewal =
        PkiMessage.renewalReq(
            first.renewal(next), server.scep().caCertificates().encryption(), first.owner());
    CertRep answer = server.scep().post(renewal);

    assertThat(answer.certificate().getPublicKey()).isEqualTo(next.getPublic());
    assertThat(answer.certificate().getIssuerX500Principal())
        .isEqualTo(CA.certificate().getSubjectX500Principal());
  }

  // No CA of Scepter's own gives a certificate that has lived for a while.
  private static void agesCertificates() {
    CA.changing(
        template -> {
          template.notBefore = Instant.now().minus(Duration.ofDays(1));
          template.notAfter = Instant.now().plus(Duration.ofDays(5));
        });
  }

  private static void change(UnaryOperator<JsonObjectBuilder> template) {
    JsonObject now = site.get("templates/ScepterDevice").expect(200).json();
    site.send(
            "PUT",
            server.https() + "/api/v1/templates/ScepterDevice",
            template.apply(Json.createObjectBuilder(now)).build().toString(),
            "application/json")
        .expect(200);
  }

  private static void requireTooEarlyByItsTemplate(ScepClient at, PkiMessage renewal) {
    change(template -> template.add("renewalPeriod", "P2D"));
    try {
      CertRep early = at.post(renewal);
      early.requireFailure(2);
      assertThat(early.failInfoText()).contains("too early for a renewal");
      assertThat(AuditLog.of(site).entriesFor(renewal.transactionId()))
          .as("the registration point's own words")
          .anySatisfy(
              entry -> assertThat(entry.toString()).contains("RenewalTooEarly", "renewable from"));
    } finally {
      change(template -> template.remove("renewalPeriod"));
    }
  }

  @Test
  void the_registration_point_refuses_a_renewal_earlier_than_its_template_lets_it() {
    agesCertificates();
    Device device =
        site.profile(
                site.profileJson()
                    .add("validity", "P10D")
                    .add("renewalThresholdPercent", 99)
                    .build())
            .deployedDevice();
    Enrolment first = device.enrol();
    PkiMessage renewal =
        PkiMessage.renewalReq(
            first.renewal(TestKeys.rsa()),
            server.scep().caCertificates().encryption(),
            first.owner());

    requireTooEarlyByItsTemplate(server.scep(), renewal);
    assertThat(server.scep().post(renewal).isSuccess()).isTrue();
  }

  @Test
  void so_it_does_where_no_profile_says_when() {
    agesCertificates();
    ScepClient printers = server.scep(server.https(), "/scep/printers");
    KeyPair old = TestKeys.rsa();
    String subject = "CN=" + SiteClient.unique("printer") + ",O=Printers";
    Csr csr =
        Csr.of(old, subject)
            .keyUsage(Csr.GENERAL_PURPOSE)
            .extendedKeyUsages(List.of(CLIENT_AUTH))
            .withoutChallenge();
    X509Certificate encryption = printers.caCertificates().encryption();
    X509Certificate first =
        printers
            .post(PkiMessage.pkcsReq(csr, encryption, Signer.selfSigned(old, subject)))
            .certificate();
    PkiMessage renewal =
        PkiMessage.renewalReq(
            Csr.of(TestKeys.rsa(), subject)
                .keyUsage(Csr.GENERAL_PURPOSE)
                .extendedKeyUsages(List.of(CLIENT_AUTH))
                .withoutChallenge(),
            encryption,
            new Signer(old.getPrivate(), first));

    requireTooEarlyByItsTemplate(printers, renewal);
    assertThat(printers.post(renewal).isSuccess()).isTrue();
  }

  @Test
  void get_ca_cert_gives_the_other_cas_chain_and_who_certified_the_ra() {
    CaCertificates given = server.scep().caCertificates();

    assertThat(given.all()).containsSubsequence(CA.certificate(), CA.root());
    assertThat(given.issuerOf(given.signing())).isNotEqualTo(CA.certificate());
    assertThat(server.scep().capabilities()).doesNotContain("GetNextCACert");
  }

  @Test
  void devices_are_told_of_the_other_cas_root() throws Exception {
    JsonObject root = site.get("trusted-root-profiles/" + site.trustedRoot()).expect(200).json();
    assertThat(Base64.getDecoder().decode(root.getString("certificate")))
        .isEqualTo(CA.root().getEncoded());
  }

  @Test
  void what_waits_at_the_other_ca_is_pending_and_the_poll_brings_it() {
    Policy policy = site.deployedDevice().checkIn();
    PkiMessage message = policy.message(server, TestKeys.rsa());
    est.trouble(Trouble.WAITING);
    assertThat(server.scep().post(message).status()).isEqualTo(CertRep.PENDING);

    X509Certificate certificate =
        Eventually.get(
            "the certificate",
            Duration.ofSeconds(20),
            () -> Optional.of(poll(message)).filter(CertRep::isSuccess).map(CertRep::certificate));
    assertThat(poll(message).certificate()).isEqualTo(certificate);
  }

  @Test
  void what_may_have_been_issued_is_pending_alarmed_and_never_sent_again() {
    Policy policy = site.deployedDevice().checkIn();
    PkiMessage message = policy.message(server, TestKeys.rsa());
    int before = est.issued().size();
    est.trouble(Trouble.ISSUED_AND_CUT);

    assertThat(server.scep().post(message).status()).isEqualTo(CertRep.PENDING);
    assertThat(poll(message).status()).isEqualTo(CertRep.PENDING);
    assertThat(poll(message).status()).isEqualTo(CertRep.PENDING);
    assertThat(est.issued()).hasSize(before + 1);
    assertThat(alarms("certificate.order", message)).hasSize(1);
    assertThat(site.post("check").expect(200).json().toString())
        .contains("1 requests were sent and nobody knows");
  }

  @Test
  void a_ca_that_is_busy_is_asked_again_by_the_poll() {
    Policy policy = site.deployedDevice().checkIn();
    PkiMessage message = policy.message(server, TestKeys.rsa());
    est.trouble(Trouble.STATUS_503);

    assertThat(server.scep().post(message).status()).isEqualTo(CertRep.PENDING);
    assertThat(poll(message).isSuccess()).isTrue();
  }

  @Test
  void what_differs_from_the_authorisation_is_refused_and_alarmed() {
    Policy policy = site.deployedDevice().checkIn();
    PkiMessage message = policy.message(server, TestKeys.rsa());
    CA.changing(template -> template.isCa = true);
    assertThat(server.scep().post(message).status()).isEqualTo(CertRep.FAILURE);
    CA.changing(template -> {});

    assertThat(alarms("certificate.order", message))
        .singleElement()
        .satisfies(entry -> assertThat(entry.getString("reason")).contains("it is a CA's"));
    assertThat(server.scep().post(message, message.encoded()).status()).isEqualTo(CertRep.FAILURE);
  }

  @Test
  void a_revocation_that_the_other_ca_cannot_be_told_of_is_said_to_be_somebodys_own_to_make() {
    String path = "certificates/" + site.deployedDevice().enrol().serialHex();
    JsonObject reason = Json.createObjectBuilder().add("reason", "keyCompromise").build();
    assertThat(site.post(path + "/revoke", reason).expect(200).json().getString("elsewhere"))
        .isEqualTo(
            "the CA that issued it, EST at " + est.url() + ", cannot be told: revoke it there");
    assertThat(site.items("audit?action=certificate.revoke-elsewhere"))
        .anySatisfy(
            entry -> {
              assertThat(entry.getString("object")).endsWith(path.replace("certificates/", ":"));
              assertThat(entry.getString("outcome")).isEqualTo("FAILED");
              assertThat(entry.getString("reason")).contains("ByHand", "revoke it there");
            });
    assertThat(site.post("check").expect(200).json().toString())
        .contains("are revoked here and still good there");

    JsonObject done = Json.createObjectBuilder().add("state", "done").build();
    site.withRole("auditor").post(path + "/revocation-elsewhere", done).expect(403);
    site.post(path + "/revocation-elsewhere", done).expect(204);
    site.post(path + "/revocation-elsewhere", done).expect(409);
    site.post("certificates/77/revocation-elsewhere", done).expect(404);
    site.post(path + "/revocation-elsewhere", reason).expect(422);
  }

  @Test
  void the_registration_points_check_and_scepter_check_look_at_it() {
    JsonObject checked = site.post("registration-point/check").expect(200).json();
    assertThat(checked.getString("reason")).contains("the CA elsewhere, EST at " + est.url());
    assertThat(checked.getInt("status")).isZero();
    assertThat(site.post("check").expect(200).json().toString())
        .contains("EST at " + est.url() + " answers");
  }
}
