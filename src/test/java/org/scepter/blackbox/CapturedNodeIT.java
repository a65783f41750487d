package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.testing.Applicant;
import org.scepter.testing.CapturedNode;
import org.scepter.testing.Device;
import org.scepter.testing.Enrolment;
import org.scepter.testing.JsonAnswer;
import org.scepter.testing.OnServer;
import org.scepter.testing.SiteClient;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.Csr;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.Signer;
import org.scepter.testing.scep.TestKeys;

/**
 * An attacker owns a node in front: has its client key, the RA's keys, and sees every message that
 * passes. It gets what live challenges in its hands were given for and nothing else, and each try
 * stands in the audit under the node's name.
 */
@OnServer
class CapturedNodeIT {
  private static final String TEMPLATE = "ScepterDevice";

  private final TestServer server = TestServer.running();
  private final SiteClient site = server.site();
  private final CapturedNode node = CapturedNode.of(server);

  private static void requireRefused(JsonAnswer answer, String reason) {
    JsonObject verdict = answer.expect(201).json();
    assertThat(verdict.getString("verdict")).isEqualTo("refused");
    assertThat(verdict.getString("reason")).isEqualTo(reason);
  }

  private void requireTold(PkiMessage tried, String reason) {
    requireTold(tried.transactionId(), reason);
  }

  private void requireTold(String transaction, String reason) {
    assertThat(AuditLog.of(site).entriesFor(transaction))
        .as("audit of %s", transaction)
        .anySatisfy(
            entry -> {
              assertThat(entry.getString("actor")).isEqualTo("node:policy-module");
              assertThat(entry.getString("reason")).startsWith(reason);
            });
  }

  private void requireRefusalTold(String action, String reason, Runnable tried) {
    long before = refusals(action, reason);
    tried.run();
    assertThat(refusals(action, reason)).as("audit of %s", action).isEqualTo(before + 1);
  }

  private long refusals(String action, String reason) {
    return site.items("audit?outcome=refused&action=" + action).stream()
        .filter(entry -> entry.getString("actor").equals("node:policy-module"))
        .filter(entry -> entry.getString("reason").contains(reason))
        .count();
  }

  /** A request that the attacker would like to have, for the names of somebody's policy. */
  private static Csr own(Applicant victim, KeyPair key) {
    return victim.policy().csrWithoutChallenge(key);
  }

  private PkiMessage signed(Csr csr, KeyPair key, String subject) {
    return PkiMessage.pkcsReq(
        csr, server.scep().caCertificates().encryption(), Signer.selfSigned(key, subject));
  }

  @Test
  void an_own_request_without_a_challenge() {
    Applicant victim = Applicant.at(server);
    KeyPair key = TestKeys.rsa();
    Csr csr = own(victim, key);
    PkiMessage message = signed(csr, key, victim.policy().subject());

    requireRefused(node.verify(TEMPLATE, csr, message), "ChallengePasswordMissing");

    requireTold(message, "ChallengePasswordMissing");
    victim.requireUntouched();
  }

  @Test
  void a_guessed_challenge() {
    Applicant victim = Applicant.at(server);
    KeyPair key = TestKeys.rsa();
    Csr csr = own(victim, key).challenge("0123456789ABCDEF0123456789ABCDEF");
    PkiMessage message = signed(csr, key, victim.policy().subject());

    requireRefused(node.verify(TEMPLATE, csr, message), "ChallengeUnknown");

    requireTold(message, "ChallengeUnknown");
    victim.requireUntouched();
  }

  @Test
  void a_spent_challenge_that_passed_the_node() {
    Applicant victim = Applicant.at(server);
    victim.enrol();
    Applicant thief = victim.with(TestKeys.rsa());
    PkiMessage message = thief.message();

    requireRefused(node.verify(TEMPLATE, thief.csr(), message), "ChallengeAlreadyUsed");

    requireTold(message, "ChallengeAlreadyUsed");
    assertThat(victim.certificates()).isOne();
  }

  @Test
  void a_live_challenge_is_good_for_nothing_but_what_it_was_given_for() {
    Applicant victim = Applicant.at(server);
    Csr other = victim.csrFor("CN=administrator,O=Example");
    PkiMessage message = victim.message(other);

    requireRefused(node.verify(TEMPLATE, other, message), "SubjectNameMismatch");
    requireRefused(
        node.verify("ScepterDeviceSignature", victim.csr(), victim.message()), "TemplateMismatch");

    requireTold(message, "SubjectNameMismatch");
    victim.requireUntouched();
  }

  @Test
  void a_replayed_authorisation_gives_the_same_certificate_again() {
    Applicant victim = Applicant.at(server);
    Optional<String> authorisation = node.authorisation(victim);

    X509Certificate first = issued(authorisation, victim);
    X509Certificate again = issued(authorisation, victim);

    assertThat(again).isEqualTo(first);
    assertThat(victim.certificates()).isOne();
  }

  private X509Certificate issued(Optional<String> authorisation, Applicant applicant) {
    return node.est()
        .enrol(TEMPLATE, authorisation, applicant.csr().der())
        .expect(200)
        .certificates()
        .get(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 60, 120, 300})
  void an_altered_authorisation(int fromTheEnd) {
    Applicant victim = Applicant.at(server);
    byte[] altered = Base64.getDecoder().decode(node.authorisation(victim).orElseThrow());
    altered[altered.length - fromTheEnd] ^= 1;

    requireNotAccepted(
        TEMPLATE, Optional.of(Base64.getEncoder().encodeToString(altered)), victim.csr());

    assertThat(victim.certificates()).isZero();
  }

  private void requireNotAccepted(String template, Optional<String> authorisation, Csr csr) {
    requireRefusalTold(
        "est.simpleenroll",
        "AuthorisationNotAccepted",
        () -> node.est().enrol(template, authorisation, csr.der()).expect(403));
  }

  @Test
  void an_authorisation_with_another_request() {
    Applicant victim = Applicant.at(server);
    PkiMessage message = victim.message();
    Optional<String> authorisation = node.authorisation(victim, message);
    KeyPair key = TestKeys.rsa();

    node.est().enrol(TEMPLATE, authorisation, victim.policy().csr(key).der()).expect(422);
    node.est().enrol(TEMPLATE, authorisation, victim.csrFor("CN=admin").der()).expect(422);
    node.est().enrol("ScepterDeviceSignature", authorisation, victim.csr().der()).expect(403);

    requireTold(message.transactionId(), "RefusedByIssuingAuthority");
    requireTold(message.transactionId(), "AuthorisationNotAccepted");
    assertThat(victim.certificates()).isZero();
  }

  @Test
  void a_request_without_any_authorisation() {
    Applicant victim = Applicant.at(server);

    requireNotAccepted(TEMPLATE, Optional.empty(), victim.csr());
    requireNotAccepted("DomainController", Optional.empty(), victim.csr());

    victim.requireUntouched();
  }

  @Test
  void a_renewal_of_somebody_elses_certificate() {
    Enrolment victim = site.renewableDevice().enrol();
    KeyPair key = TestKeys.rsa();
    Csr csr = victim.renewal(key);
    for (Signer signer :
        List.of(
            Signer.selfSigned(key, victim.policy().subject()),
            new Signer(key.getPrivate(), victim.certificate()),
            site.renewableDevice().enrol().owner())) {
      PkiMessage message = renewal(csr, signer);

      JsonObject verdict = node.forward(TEMPLATE, csr, message).expect(201).json();

      assertThat(verdict.getString("verdict")).isEqualTo("refused");
      requireTold(message, verdict.getString("reason"));
    }
    assertThat(certificates(victim)).isOne();
  }

  private PkiMessage renewal(Csr csr, Signer signer) {
    return PkiMessage.renewalReq(csr, server.scep().caCertificates().encryption(), signer);
  }

  private int certificates(Enrolment enrolment) {
    return site.certificates(name(enrolment)).size();
  }

  private static String name(Enrolment enrolment) {
    String subject = enrolment.policy().subject();
    return subject.substring("CN=".length(), subject.indexOf(','));
  }

  @Test
  void a_captured_renewal_with_another_request_beside_it() {
    Device device = site.renewableDevice();
    Enrolment victim = device.enrol();
    KeyPair rightful = TestKeys.rsa();
    PkiMessage message = renewal(victim.renewal(rightful), victim.owner());
    Csr own = victim.renewal(TestKeys.rsa());

    JsonObject verdict = node.forward(TEMPLATE, own, message).expect(201).json();

    if (verdict.getString("verdict").equals("authorised")) {
      node.est()
          .enrol(TEMPLATE, Optional.of(verdict.getString("authorisation")), own.der())
          .expect(422);
    }
    requireTold(message, "");
    assertThat(site.certificates(device.name())).hasSize(1);
    assertThat(server.scep().post(message).certificate().getPublicKey())
        .as("the device's own renewal goes on")
        .isEqualTo(rightful.getPublic());
  }

  @Test
  void false_notices() {
    Applicant victim = Applicant.at(server);
    PkiMessage message = victim.message();
    byte[] id = node.enrolment(victim, message);
    Enrolment other = site.deployedDevice().enrol();

    node.point().notifyOf("issued", id, message, other.certificate()).expect(409);
    node.point().notifyOf("issued", new byte[16], message, other.certificate()).expect(404);
    node.point().notifyOf("refused", id, message).expect(204);

    requireTold(message, "certificate does not fit");
    requireTold(message, "unknown enrolment");
    requireTold(message, "REFUSED");
    assertThat(site.challenges(victim.device().name()).get(0).getString("state"))
        .as("not burnt")
        .isEqualTo("bound");
    victim.requireCertificate(server.scep().post(victim.message()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"CN=administrator", "CN=policy-module-2", "CN=CRP"})
  void a_certificate_of_its_own_under_other_names(String subject) {
    byte[] csr = Csr.of(TestKeys.rsa(), subject).alternativeNames(List.of()).der();

    requireRefusalTold(
        "est.simplereenroll",
        "under other names",
        () -> assertThat(node.est().renew(csr).expect(422).text()).contains("NotRenewable"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/certsrv/mscep_admin/", "/api/v1/challenges", "/api/v1/audit", "/checkin/phone"})
  void passwords_and_everything_that_people_and_devices_are_served(String path) {
    requireRefusalTold(
        "node.call", "NotServed", () -> assertThat(node.est().get(path).status()).isEqualTo(403));
  }
}
