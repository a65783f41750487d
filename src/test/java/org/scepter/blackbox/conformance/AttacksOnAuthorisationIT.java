package org.scepter.blackbox.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scepter.testing.scep.FailInfo.BAD_CERT_ID;
import static org.scepter.testing.scep.FailInfo.BAD_MESSAGE_CHECK;
import static org.scepter.testing.scep.FailInfo.BAD_REQUEST;

import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.junit.jupiter.api.Test;
import org.scepter.testing.Applicant;
import org.scepter.testing.Approval;
import org.scepter.testing.Enrolment;
import org.scepter.testing.OnServer;
import org.scepter.testing.SiteClient;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.CaCertificates;
import org.scepter.testing.scep.CertRep;
import org.scepter.testing.scep.Csr;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.ScepClient;
import org.scepter.testing.scep.Signer;
import org.scepter.testing.scep.TestKeys;

/** Attempts to get a certificate that was meant for another, or for nobody. */
@OnServer
class AttacksOnAuthorisationIT {
  private final TestServer server = TestServer.running();
  private final SiteClient site = server.site();
  private final ScepClient scep = server.scep();

  private CaCertificates ca() {
    return scep.caCertificates();
  }

  // challenge reuse
  @Test
  void a_challenge_that_was_used_is_worth_nothing_to_another_key_and_raises_the_alarm() {
    Applicant applicant = Applicant.at(server);
    applicant.enrol();
    PkiMessage thief = applicant.with(TestKeys.rsa()).message();

    scep.post(thief).requireFailure(BAD_REQUEST);

    assertThat(applicant.certificates()).isOne();
    assertThat(site.items("audit?outcome=alarm"))
        .anyMatch(entry -> entry.getString("transaction", "").equals(thief.transactionId()));
  }

  // challenge used for another identity, VU#971035
  @Test
  void a_challenge_is_worth_nothing_for_another_identity() {
    Applicant applicant = Applicant.at(server);

    applicant.requireRefused(
        applicant.message(applicant.csrFor("CN=somebody else,O=Example")), BAD_REQUEST);
  }

  // challenge used for another kind of certificate, VU#971035
  @Test
  void a_challenge_is_worth_nothing_for_another_kind_of_certificate() {
    Applicant applicant = Applicant.at(server);
    Csr csr = applicant.csr().extendedKeyUsages(List.of("1.3.6.1.5.5.7.3.1"));

    applicant.requireRefused(applicant.message(csr), BAD_REQUEST);
  }

  // empty or missing challenge
  @Test
  void an_empty_challenge_is_none_and_none_is_refused() {
    Applicant applicant = Applicant.at(server);

    scep.post(applicant.message(applicant.csr().challenge(""))).requireFailure(BAD_REQUEST);
    applicant.requireRefused(applicant.message(applicant.csr().withoutChallenge()), BAD_REQUEST);
  }

  // empty or missing challenge: an endpoint without an authoriser is closed
  @Test
  void an_endpoint_without_authority_issues_nothing() {
    Applicant applicant = Applicant.at(server);
    ScepClient closed = server.scep(server.https(), "/scep/closed");

    closed.post(applicant.message()).requireFailure(BAD_REQUEST);
    applicant.requireUntouched();
  }

  // subject and SAN escalation
  @Test
  void nothing_of_the_request_but_its_key_is_in_the_certificate() throws Exception {
    Applicant applicant = Applicant.at(server);
    Csr csr =
        applicant
            .csr()
            .extension("2.5.29.19", true, new BasicConstraints(false).getEncoded())
            .extension("1.3.6.1.4.1.311.20.2", false, template("DomainController"))
            .extension("1.2.3.4.5", true, new byte[] {5, 0});

    CertRep answer = scep.post(applicant.message(csr));

    X509Certificate certificate = applicant.requireCertificate(answer);
    assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
    assertThat(certificate.getExtensionValue("1.2.3.4.5")).isNull();
    assertThat(certificate.getExtensionValue("1.3.6.1.4.1.311.20.2")).isNull();
    assertThat(certificate.getKeyUsage()[5]).as("keyCertSign").isFalse();
  }

  // subject and SAN escalation: a CA's certificate
  @Test
  void whoever_asks_to_be_a_ca_is_refused() throws Exception {
    Applicant applicant = Applicant.at(server);
    byte[] constraints = new BasicConstraints(true).getEncoded();
    Csr csr = applicant.csr().extension("2.5.29.19", true, constraints);

    applicant.requireRefused(applicant.message(csr), BAD_REQUEST);
  }

  private static byte[] template(String name) throws java.io.IOException {
    return new org.bouncycastle.asn1.DERBMPString(name).getEncoded();
  }

  // subject and SAN escalation: names and usages that were not authorised
  @Test
  void names_and_usages_that_were_not_authorised_are_refused() {
    Applicant applicant = Applicant.at(server);

    scep.post(applicant.message(applicant.csr().alternativeNames(List.of("DNS:evil.test"))))
        .requireFailure(BAD_REQUEST);
    scep.post(applicant.message(applicant.csr().alternativeNames(List.of("UPN:admin@evil.test"))))
        .requireFailure(BAD_REQUEST);
    applicant.requireRefused(applicant.message(applicant.csr().keyUsage(0x06)), BAD_REQUEST);
  }

  // subject and SAN escalation: proof of possession
  @Test
  void a_request_that_is_not_signed_by_its_key_is_refused() {
    Applicant applicant = Applicant.at(server);

    applicant.requireRefused(applicant.message(applicant.csr().brokenSignature()), BAD_REQUEST);
  }

  private CertRep renew(Enrolment old, Signer signer) {
    return scep.post(PkiMessage.renewalReq(old.renewal(TestKeys.rsa()), ca().encryption(), signer));
  }

  // RenewalReq impersonation: a certificate in the CA's name that the CA never issued
  @Test
  void a_forged_certificate_in_the_cas_name_renews_nothing() {
    Enrolment victim = site.renewableDevice().enrol();
    X509Certificate issuer = ca().issuerOf(victim.certificate());
    BigInteger serial = victim.certificate().getSerialNumber();

    renew(victim, Signer.inTheNameOf(issuer, TestKeys.rsa(), serial)).requireFailure(BAD_CERT_ID);
  }

  // RenewalReq impersonation: somebody else's certificate of this CA
  @Test
  void one_devices_certificate_renews_no_other_devices() {
    Enrolment victim = site.renewableDevice().enrol();
    Enrolment attacker = site.renewableDevice().enrol();

    renew(victim, attacker.owner()).requireFailure(BAD_REQUEST);
  }

  // RenewalReq impersonation: revoked
  @Test
  void a_revoked_certificate_renews_nothing() {
    Enrolment old = site.renewableDevice().enrol();
    site.revoke(old);

    renew(old, old.owner()).requireFailure(BAD_REQUEST);
  }

  // RenewalReq impersonation: outside the window
  @Test
  void a_certificate_renews_itself_within_its_window_alone() {
    Enrolment old = site.deployedDevice().enrol();

    renew(old, old.owner()).requireFailure(BAD_REQUEST);
  }

  // RenewalReq impersonation: its certificate, another's signature
  @Test
  void the_signature_is_verified_before_the_certificate_counts() {
    Enrolment victim = site.renewableDevice().enrol();
    Signer forger = new Signer(TestKeys.rsa().getPrivate(), victim.certificate());

    renew(victim, forger).requireFailure(BAD_MESSAGE_CHECK);
  }

  // relay to the challenge page, as ESC8
  @Test
  void the_challenge_page_offers_no_ntlm_and_no_plain_http() throws Exception {
    URI page = URI.create(server.https() + "/certsrv/mscep_admin/");
    List<String> offers =
        server
            .client()
            .send(HttpRequest.newBuilder(page).build(), BodyHandlers.discarding())
            .headers()
            .allValues("WWW-Authenticate");
    String authorization = SiteClient.basic("admin", server.text("secrets/admin.password"));
    HttpRequest plain =
        HttpRequest.newBuilder(URI.create(server.http() + "/certsrv/mscep_admin/"))
            .header("Authorization", authorization)
            .build();

    assertThat(offers)
        .isNotEmpty()
        .allSatisfy(
            each -> assertThat(each.toLowerCase(Locale.ROOT)).doesNotContain("ntlm", "negotiate"));
    assertThat(server.client().send(plain, BodyHandlers.discarding()).statusCode()).isEqualTo(403);
  }

  // RA key theft: an enrolment agent's certificate elsewhere, here good for SCEP alone
  @Test
  void the_ras_keys_request_nothing_for_anybody() throws Exception {
    Applicant victim = Applicant.at(server);
    Signer thief = raSigner();
    assertThat(thief.certificate()).isEqualTo(ca().signing());
    Csr csr = victim.csr().withoutChallenge();

    for (String type : List.of("19", "17")) {
      assertThat(scep.post(victim.message(csr, thief).messageType(type)).status())
          .as("messageType %s", type)
          .isEqualTo(CertRep.FAILURE);
    }
    victim.requireUntouched();
  }

  private Signer raSigner() throws Exception {
    KeyStore store =
        KeyStore.getInstance(
            server.home().resolve("ra/signing.p12").toFile(), server.keyStorePassword());
    String alias = store.aliases().nextElement();
    return new Signer(
        (PrivateKey) store.getKey(alias, server.keyStorePassword()),
        (X509Certificate) store.getCertificate(alias));
  }

  // access across endpoints: the endpoint's name is part of every look-up
  @Test
  void a_challenge_of_one_endpoint_is_worth_nothing_at_another() {
    Applicant applicant = Applicant.at(server, "juniper");
    ScepClient other = server.scep(server.https(), "/scep/android");

    other.post(applicant.message()).requireFailure(BAD_REQUEST);
    applicant.requireUntouched();
  }

  // access across endpoints: polls, renewals and certificates
  @Test
  void what_happened_at_one_endpoint_is_unknown_at_another() {
    ScepClient other = server.scep(server.https(), "/scep/juniper");
    Enrolment enrolment = site.renewableDevice().enrol();
    Applicant waiting = Applicant.of(scep, new Approval(site).device());
    PkiMessage message = waiting.message();
    scep.post(message);
    KeyPair key = TestKeys.rsa();
    Map<String, PkiMessage> attempts =
        Map.of(
            "poll", PkiMessage.certPoll(message, ca().intermediates().get(0)),
            "GetCert",
                PkiMessage.getCert(enrolment.certificate(), ca().encryption(), enrolment.owner()),
            "renewal",
                PkiMessage.renewalReq(
                    enrolment.renewal(key), ca().encryption(), enrolment.owner()));

    attempts.forEach(
        (name, attempt) -> {
          CertRep answer = other.post(attempt);
          assertThat(answer.failInfo()).as(name).contains(BAD_CERT_ID);
        });
  }
}
