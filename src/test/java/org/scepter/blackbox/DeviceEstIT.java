package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.scepter.testing.Applicant;
import org.scepter.testing.Approval;
import org.scepter.testing.Device;
import org.scepter.testing.DeviceEst;
import org.scepter.testing.HandedOut;
import org.scepter.testing.Issued;
import org.scepter.testing.LogFiles;
import org.scepter.testing.OnServer;
import org.scepter.testing.SiteClient;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.Csr;
import org.scepter.testing.scep.TestKeys;

/**
 * EST for devices, at the endpoint {@code machines} of the build's settings: what a challenge
 * authorises is issued, as by SCEP, and nothing else.
 */
@OnServer
class DeviceEstIT {
  private static final String ENDPOINT = "machines";

  private final TestServer server = TestServer.running();
  private final DeviceEst est = at(ENDPOINT);

  private DeviceEst at(String label) {
    return DeviceEst.at(server, server.https(), label);
  }

  private Applicant applicant() {
    return Applicant.at(server, ENDPOINT);
  }

  @Test
  void a_challenge_by_basic_brings_the_certificate_and_the_same_request_again_the_same() {
    Applicant applicant = applicant();
    Csr csr = applicant.csrWithoutChallenge();

    DeviceEst.Answer answer = est.enrol(csr, applicant.challenge());

    X509Certificate certificate = answer.certificate();
    assertThat(answer.header("Content-Type").orElseThrow())
        .startsWith("application/pkcs7-mime")
        .contains("smime-type=certs-only");
    assertThat(answer.text()).doesNotContain("\n");
    assertThat(certificate.getPublicKey()).isEqualTo(applicant.key().getPublic());
    new Issued(certificate, server).requireWhatWasWanted(applicant.policy());
    assertThat(est.enrol(csr, applicant.challenge()).certificate()).isEqualTo(certificate);
    assertThat(applicant.certificates()).isEqualTo(1);
    assertThat(applicant.device().look().state()).isEqualTo("issued");
    assertThat(LogFiles.of(server).lines("NDES.log"))
        .anyMatch(
            line ->
                line.contains(
                    "EST simpleenroll at machines transaction "
                        + DeviceEst.transaction(csr)
                        + " SUCCESS"));
    assertThat(AuditLog.of(server.site()).entriesFor(DeviceEst.transaction(csr)))
        .extracting(each -> each.getString("action"))
        .contains("challenge.verify", "enrolment.notify");
  }

  @Test
  void a_challenge_in_the_request_does_as_well_and_both_if_they_are_the_same() {
    Applicant first = applicant();
    Applicant second = applicant();

    assertThat(est.enrol(first.csr()).certificate().getPublicKey())
        .isEqualTo(first.key().getPublic());
    assertThat(est.enrol(second.csr(), second.challenge()).certificate().getPublicKey())
        .isEqualTo(second.key().getPublic());
  }

  @Test
  void what_is_enrolled_by_est_is_one_enrolment_with_what_scep_brings() {
    Applicant applicant = applicant();
    X509Certificate certificate =
        est.enrol(applicant.csrWithoutChallenge(), applicant.challenge()).certificate();

    assertThat(applicant.enrol().certificate()).isEqualTo(certificate);
  }

  @Test
  void a_second_key_with_the_challenge_is_refused_and_raises_the_alarm() {
    Applicant applicant = applicant();
    est.enrol(applicant.csrWithoutChallenge(), applicant.challenge()).expect(200);
    Csr thief = applicant.with(TestKeys.rsa()).csrWithoutChallenge();

    DeviceEst.Answer answer = est.enrol(thief, applicant.challenge()).expect(401);

    assertThat(answer.text()).isEqualTo("Refused: challenge not accepted.\n");
    assertThat(applicant.certificates()).isEqualTo(1);
    assertThat(AuditLog.of(server.site()).entriesFor(DeviceEst.transaction(thief)))
        .anySatisfy(AuditLog::requireAlarm);
  }

  @Test
  void without_a_challenge_a_client_is_told_how_to_bring_it() {
    Applicant applicant = applicant();

    DeviceEst.Answer answer = est.enrol(applicant.csrWithoutChallenge()).expect(401);

    assertThat(answer.header("WWW-Authenticate").orElseThrow()).startsWith("Basic realm=");
    applicant.requireUntouched();
  }

  @Test
  void a_challenge_that_nobody_was_given_is_refused_on_record() {
    Applicant applicant = applicant();
    Csr csr = applicant.csrWithoutChallenge();

    DeviceEst.Answer answer = est.enrol(csr, "0".repeat(64)).expect(401);

    assertThat(answer.text()).isEqualTo("Refused: challenge not accepted.\n");
    assertThat(AuditLog.of(server.site()).entriesFor(DeviceEst.transaction(csr)))
        .anyMatch(each -> each.getString("reason").startsWith("ChallengeUnknown"));
    applicant.requireUntouched();
  }

  @Test
  void a_challenge_of_another_endpoint_is_none_here() {
    Applicant elsewhere = Applicant.at(server);

    est.enrol(elsewhere.csrWithoutChallenge(), elsewhere.challenge()).expect(401);

    elsewhere.requireUntouched();
  }

  @Test
  void a_challenge_password_beside_another_challenge_is_not_let_pass_unverified() {
    Applicant applicant = applicant();

    est.enrol(applicant.csrWithoutChallenge().challenge("dGxzLXVuaXF1ZQ=="), applicant.challenge())
        .expect(400);

    applicant.requireUntouched();
  }

  @Test
  void who_has_to_wait_sends_the_same_request_again() {
    SiteClient site = server.site();
    Device device =
        site.profile(site.profileJson().add("endpoint", ENDPOINT).add("approval", true).build())
            .deployedDevice();
    Applicant applicant = Applicant.of(server.scep(server.https(), "/scep/machines"), device);
    Csr csr = applicant.csrWithoutChallenge();

    DeviceEst.Answer waiting = est.enrol(csr, applicant.challenge()).expect(202);
    est.enrol(csr, applicant.challenge()).expect(202);
    assertThat(Integer.parseInt(waiting.header("Retry-After").orElseThrow())).isPositive();
    assertThat(applicant.certificates()).isZero();
    new Approval(site).approve(device);

    X509Certificate certificate = est.enrol(csr, applicant.challenge()).certificate();
    assertThat(est.enrol(csr, applicant.challenge()).certificate()).isEqualTo(certificate);
    assertThat(device.look().state()).isEqualTo("issued");
  }

  @Test
  void who_is_denied_is_told_so() {
    SiteClient site = server.site();
    Device device =
        site.profile(site.profileJson().add("endpoint", ENDPOINT).add("approval", true).build())
            .deployedDevice();
    Applicant applicant = Applicant.of(server.scep(server.https(), "/scep/machines"), device);
    Csr csr = applicant.csrWithoutChallenge();
    est.enrol(csr, applicant.challenge()).expect(202);

    new Approval(site).deny(device);

    assertThat(est.enrol(csr, applicant.challenge()).expect(403).text())
        .isEqualTo("Refused: request denied by an operator.\n");
  }

  @Test
  void a_renewal_is_an_enrolment_with_a_challenge_of_its_own() {
    Applicant applicant = applicant();
    est.enrol(applicant.csrWithoutChallenge(), applicant.challenge()).expect(200);
    Csr next = applicant.with(TestKeys.rsa()).csrWithoutChallenge();
    byte[] body = Base64.getEncoder().encode(next.der());

    est.post("simplereenroll", DeviceEst.PKCS10, body, Optional.empty()).expect(401);
    est.post(
            "simplereenroll",
            DeviceEst.PKCS10,
            body,
            Optional.of(SiteClient.basic("", applicant.challenge())))
        .expect(401);

    Applicant other = applicant();
    est.post(
            "simplereenroll",
            DeviceEst.PKCS10,
            Base64.getEncoder().encode(other.csrWithoutChallenge().der()),
            Optional.of(SiteClient.basic("", other.challenge())))
        .expect(200);
    assertThat(applicant.certificates()).isEqualTo(1);
  }

  @Test
  void the_cas_chain_is_given_to_anyone_under_a_label_and_without_one() {
    for (String label : List.of(ENDPOINT, "ScepterDevice", "")) {
      DeviceEst.Answer answer = at(label).get("cacerts").expect(200);
      assertThat(answer.certificates())
          .containsExactlyInAnyOrderElementsOf(
              server.scep().caCertificates().all().stream()
                  .filter(each -> each.getBasicConstraints() >= 0)
                  .toList());
    }
  }

  @Test
  void a_templates_label_says_what_it_wants_and_chooses_it() {
    DeviceEst.Answer wanted = at("ScepterDevice").get("csrattrs").expect(200);
    assertThat(wanted.header("Content-Type")).contains("application/csrattrs");
    assertThat(HexFormat.of().formatHex(Base64.getDecoder().decode(wanted.text())))
        .as("extensionRequest with a critical key usage of 0xA0")
        .contains("06092a864886f70d01090e", "0603551d0f0101ff0404030205a0");
    est.get("csrattrs").expect(204);

    Applicant applicant = applicant();
    assertThat(
            at("ScepterDevice")
                .enrol(applicant.csrWithoutChallenge(), applicant.challenge())
                .certificate())
        .isNotNull();
  }

  @Test
  void a_challenge_over_plain_http_brings_nothing() {
    Applicant applicant = applicant();

    DeviceEst plain = DeviceEst.at(server, server.http(), ENDPOINT);
    plain.enrol(applicant.csrWithoutChallenge(), applicant.challenge()).expect(403);
    plain.enrol(applicant.csr()).expect(403);
    plain.get("cacerts").expect(403);

    applicant.requireUntouched();
  }

  @Test
  void a_device_gets_nothing_on_the_nodes_listener() {
    Applicant applicant = applicant();

    DeviceEst internal = DeviceEst.at(server, server.internal(), ENDPOINT);
    internal.enrol(applicant.csrWithoutChallenge(), applicant.challenge()).expect(403);
    internal.get("cacerts").expect(403);

    applicant.requireUntouched();
  }

  private String password(String endpoint) {
    String page =
        SiteClient.administrator(server)
            .as(SiteClient.basic("admin", server.text("secrets/admin.password")))
            .send("GET", server.https() + "/certsrv/mscep_admin/?endpoint=" + endpoint, "", "*/*")
            .expect(200)
            .text();
    // UTF-16, of which no character here is more than one byte
    Matcher matcher =
        Pattern.compile("(?i)password is: <B> (\\S*)").matcher(page.replace("\0", ""));
    assertThat(matcher.find()).isTrue();
    return HandedOut.remember(matcher.group(1));
  }

  @Test
  void a_password_of_mscep_admin_is_a_challenge_too() {
    String name = SiteClient.unique("appliance");
    var key = TestKeys.rsa();
    Csr csr = Csr.of(key, "CN=" + name + ",O=Printers").keyUsage(Csr.SIGNATURE);
    String password = password("appliances");

    X509Certificate certificate = at("appliances").enrol(csr, password).certificate();

    assertThat(certificate.getPublicKey()).isEqualTo(key.getPublic());
    at("appliances").enrol(csr).expect(401);
  }
}
