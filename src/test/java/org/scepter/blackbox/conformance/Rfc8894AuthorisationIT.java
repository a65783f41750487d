package org.scepter.blackbox.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scepter.testing.scep.FailInfo.BAD_REQUEST;

import jakarta.json.JsonObject;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.scepter.testing.Applicant;
import org.scepter.testing.Approval;
import org.scepter.testing.Device;
import org.scepter.testing.Enrolment;
import org.scepter.testing.Eventually;
import org.scepter.testing.OnServer;
import org.scepter.testing.PublishedCrl;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.CertRep;
import org.scepter.testing.scep.Csr;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.ScepClient;
import org.scepter.testing.scep.TestKeys;

/** Who may have a certificate (RFC 8894 §2.4, §2.5, §2.8, §7). */
@OnServer
class Rfc8894AuthorisationIT {
  private final TestServer server = TestServer.running();
  private final ScepClient scep = server.scep();
  private final X509Certificate recipient = scep.caCertificates().encryption();
  private final Approval approval = new Approval(server.site());

  private CertRep renew(Enrolment old, Csr csr) {
    return scep.post(PkiMessage.renewalReq(csr, recipient, old.owner()));
  }

  private CertRep poll(PkiMessage earlier) {
    return scep.post(PkiMessage.certPoll(earlier, scep.caCertificates().intermediates().get(0)));
  }

  // §2.4: recommended there, required here (ADR 0032)
  @Test
  void a_challenge_authorises_and_without_it_nothing_does() {
    Applicant applicant = Applicant.at(server);

    applicant.requireRefused(
        applicant.message(applicant.csr().withoutChallenge(), applicant.self()), BAD_REQUEST);
  }

  // §2.4: SHOULD be left out of a renewal
  @Test
  void a_renewal_needs_no_challenge() {
    Enrolment old = server.site().renewableDevice().enrol();

    assertThat(renew(old, old.renewal(TestKeys.rsa())).isSuccess()).isTrue();
  }

  // §2.4: MAY be present in a renewal
  @Test
  void a_challenge_in_a_renewal_does_no_harm() {
    Enrolment old = server.site().renewableDevice().enrol();
    Csr csr = old.renewal(TestKeys.rsa()).challenge(old.policy().requireChallenge());

    assertThat(renew(old, csr).isSuccess()).isTrue();
  }

  // §2.4: manual mode
  @Test
  void a_request_is_pending_until_an_operator_says_yes() {
    Applicant applicant = Applicant.of(scep, approval.device());
    PkiMessage message = applicant.message();
    assertThat(scep.post(message).status()).isEqualTo(CertRep.PENDING);
    assertThat(applicant.certificates()).isZero();

    approval.approve(applicant.device());

    applicant.requireCertificate(poll(message));
  }

  // §2.4: manual mode
  @Test
  void a_request_fails_once_an_operator_has_said_no() {
    Applicant applicant = Applicant.of(scep, approval.device());
    PkiMessage message = applicant.message();
    assertThat(scep.post(message).status()).isEqualTo(CertRep.PENDING);

    approval.deny(applicant.device());

    assertThat(poll(message).status()).isEqualTo(CertRep.FAILURE);
    assertThat(applicant.certificates()).isZero();
  }

  // §2.5
  @Test
  void a_renewal_may_bring_a_new_key() {
    Enrolment old = server.site().renewableDevice().enrol();
    KeyPair key = TestKeys.rsa();

    assertThat(renew(old, old.renewal(key)).certificate().getPublicKey())
        .isEqualTo(key.getPublic());
  }

  // §2.5
  @Test
  void a_renewal_may_keep_the_key() {
    Enrolment old = server.site().renewableDevice().enrol();

    X509Certificate renewed = renew(old, old.renewal(old.key())).certificate();

    assertThat(renewed.getPublicKey()).isEqualTo(old.key().getPublic());
    assertThat(renewed.getSerialNumber()).isNotEqualTo(old.certificate().getSerialNumber());
  }

  // §2.5
  @Test
  void a_device_asks_once_and_polls_as_often_as_it_likes() {
    Device device = approval.device();
    PkiMessage message = Applicant.of(scep, device).message();
    scep.post(message);
    for (int i = 0; i < 3; i++) {
      assertThat(poll(message).status()).isEqualTo(CertRep.PENDING);
    }

    approval.approve(device);

    assertThat(poll(message).certificate()).isEqualTo(poll(message).certificate());
  }

  // §2.8: SCEP has no operation for it
  @Test
  void revocation_comes_by_the_api_and_reaches_the_crl() {
    Enrolment enrolment = server.site().deployedDevice().enrol();

    assertThat(scep.get("operation=Revoke").statusCode()).isEqualTo(400);
    server.site().revoke(enrolment);

    Eventually.until(
        "the CRL names the certificate",
        Duration.ofSeconds(30),
        () ->
            PublishedCrl.of(server, enrolment.certificate())
                .crl()
                .isRevoked(enrolment.certificate()));
  }

  // §7
  @Test
  void a_challenge_has_256_random_bits_and_a_short_life() {
    Applicant one = Applicant.at(server);
    Applicant two = Applicant.at(server);

    assertThat(one.policy().requireChallenge())
        .matches("[0-9a-f]{64}")
        .isNotEqualTo(two.policy().requireChallenge());
    JsonObject shown = server.site().challenges(one.device().name()).get(0);
    assertThat(Instant.parse(shown.getString("expiresAt")))
        .isBetween(Instant.now(), Instant.now().plus(Duration.ofDays(7)));
  }

  // §7: good once; a second key that shows it is a sign of a breach
  @Test
  void a_challenge_is_good_once_and_its_second_arrival_raises_the_alarm() {
    Applicant applicant = Applicant.at(server);
    applicant.enrol();
    PkiMessage again = applicant.with(TestKeys.rsa()).message();

    assertThat(scep.post(again).status()).isEqualTo(CertRep.FAILURE);

    assertThat(applicant.certificates()).isOne();
    assertThat(server.site().items("audit?outcome=alarm"))
        .anyMatch(entry -> entry.getString("transaction", "").equals(again.transactionId()));
  }
}
