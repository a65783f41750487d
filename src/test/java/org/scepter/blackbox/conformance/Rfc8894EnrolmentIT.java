package org.scepter.blackbox.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scepter.testing.scep.FailInfo.BAD_CERT_ID;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.junit.jupiter.api.Test;
import org.scepter.testing.Applicant;
import org.scepter.testing.Approval;
import org.scepter.testing.Chain;
import org.scepter.testing.Enrolment;
import org.scepter.testing.OnServer;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.CaCertificates;
import org.scepter.testing.scep.CertRep;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.ScepClient;
import org.scepter.testing.scep.Signer;
import org.scepter.testing.scep.TestKeys;

/** The messages of PKIOperation (RFC 8894 §3.3, §4.3 to §4.5). */
@OnServer
class Rfc8894EnrolmentIT {
  private final TestServer server = TestServer.running();
  private final ScepClient scep = server.scep();
  private final CaCertificates ca = scep.caCertificates();

  private Applicant waiting() {
    return Applicant.of(scep, new Approval(server.site()).device());
  }

  private CertRep poll(PkiMessage earlier) {
    return scep.post(PkiMessage.certPoll(earlier, ca.intermediates().get(0)));
  }

  // §3.3.1: subject, key, challengePassword and extensionRequest of a PKCS#10
  @Test
  void a_pkcs_req_gets_what_its_pkcs10_asks_for() throws Exception {
    Applicant applicant = Applicant.at(server);

    X509Certificate certificate = applicant.requireCertificate(scep.post(applicant.message()));

    assertThat(X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()))
        .hasToString(applicant.policy().subject());
    assertThat(certificate.getSubjectAlternativeNames())
        .containsExactly(List.of(2, applicant.device().name() + ".example.test"));
    Chain.requireValid(certificate, ca);
  }

  // §3.3.1.2, §3.5.2: Renewal
  @Test
  void a_renewal_req_is_a_pkcs10_signed_by_the_certificate_being_renewed() {
    Enrolment old = server.site().renewableDevice().enrol();
    KeyPair key = TestKeys.rsa();

    X509Certificate renewed =
        scep.post(PkiMessage.renewalReq(old.renewal(key), ca.encryption(), old.owner()))
            .certificate();

    assertThat(scep.capabilities()).contains("Renewal");
    assertThat(renewed.getPublicKey()).isEqualTo(key.getPublic());
    assertThat(renewed.getSubjectX500Principal())
        .isEqualTo(old.certificate().getSubjectX500Principal());
  }

  // §3.3.2.1: degenerate, the issued one first (draft-nourse-scep), further ones allowed
  @Test
  void a_success_holds_the_issued_certificate_first_and_behind_it_only_its_issuers() {
    Applicant applicant = Applicant.at(server);

    CertRep answer = scep.post(applicant.message());

    applicant.requireCertificate(answer);
    for (int i = 1; i < answer.certificates().size(); i++) {
      assertThat(answer.certificates().get(i).getSubjectX500Principal())
          .isEqualTo(answer.certificates().get(i - 1).getIssuerX500Principal());
    }
    assertThat(answer.revocationLists()).isEmpty();
  }

  // §3.3.3, §4.4
  @Test
  void a_poll_finds_its_request_by_transaction_id() {
    Applicant applicant = waiting();
    PkiMessage message = applicant.message();
    scep.post(message);

    assertThat(poll(message).status()).isEqualTo(CertRep.PENDING);
    new Approval(server.site()).approve(applicant.device());
    applicant.requireCertificate(poll(message));
  }

  // §3.3.3: the answer is for the one who asked; found by the signer's key too (ADR 0032)
  @Test
  void a_poll_by_another_key_finds_nothing() {
    Applicant applicant = waiting();
    PkiMessage message = applicant.message();
    scep.post(message);

    poll(applicant.with(TestKeys.rsa()).message().transactionId(message.transactionId()))
        .requireFailure(BAD_CERT_ID);
  }

  // §3.3.3
  @Test
  void a_poll_without_a_request_before_is_rejected() {
    poll(waiting().message()).requireFailure(BAD_CERT_ID);
  }

  // §4.4, of a request that was told to wait
  @Test
  void a_poll_after_the_issue_succeeds_again() {
    Applicant applicant = waiting();
    PkiMessage message = applicant.message();
    scep.post(message);
    new Approval(server.site()).approve(applicant.device());
    X509Certificate certificate = poll(message).certificate();

    assertThat(poll(message).certificate()).isEqualTo(certificate);
  }

  // §3.3.4, §4.5
  @Test
  void get_cert_gives_a_device_its_certificate_alone() {
    Enrolment enrolment = server.site().deployedDevice().enrol();

    CertRep answer =
        scep.post(PkiMessage.getCert(enrolment.certificate(), ca.encryption(), enrolment.owner()));

    assertThat(answer.certificates()).containsExactly(enrolment.certificate());
    assertThat(answer.revocationLists()).isEmpty();
  }

  // §3.3.4, §4.5: SUCCESS or FAILURE and nothing between
  @Test
  void get_cert_for_an_unknown_serial_number_is_a_bad_cert_id() {
    Enrolment enrolment = server.site().deployedDevice().enrol();

    scep.post(PkiMessage.getCert(unknown(enrolment), ca.encryption(), enrolment.owner()))
        .requireFailure(BAD_CERT_ID);
  }

  private X509Certificate unknown(Enrolment enrolment) {
    return Signer.inTheNameOf(
            ca.issuerOf(enrolment.certificate()), TestKeys.rsa(), BigInteger.TWO.pow(72))
        .certificate();
  }

  // §3.3.4, §3.3.2.1, §2.7
  @Test
  void get_crl_gives_the_crl_for_a_certificate_and_no_certificate() throws Exception {
    Enrolment enrolment = server.site().deployedDevice().enrol();

    CertRep answer =
        scep.post(PkiMessage.getCrl(enrolment.certificate(), ca.encryption(), enrolment.owner()));

    assertThat(answer.certificates()).isEmpty();
    assertThat(answer.revocationLists()).hasSize(1);
    X509CRL crl = answer.revocationLists().get(0);
    crl.verify(ca.issuerOf(enrolment.certificate()).getPublicKey());
  }
}
