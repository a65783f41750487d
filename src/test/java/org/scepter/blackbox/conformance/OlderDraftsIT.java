package org.scepter.blackbox.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.testing.Applicant;
import org.scepter.testing.Approval;
import org.scepter.testing.Enrolment;
import org.scepter.testing.OnServer;
import org.scepter.testing.RawHttp;
import org.scepter.testing.TestServer;
import org.scepter.testing.Tls;
import org.scepter.testing.scep.CaCertificates;
import org.scepter.testing.scep.CertRep;
import org.scepter.testing.scep.ContentCipher;
import org.scepter.testing.scep.Digest;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.ScepClient;
import org.scepter.testing.scep.Signer;
import org.scepter.testing.scep.TestKeys;

/**
 * What the RFC tells about servers in the field (§3.5.2), and what clients of draft-nourse-scep
 * still do.
 */
@OnServer
class OlderDraftsIT {
  private final TestServer server = TestServer.running();
  private final ScepClient scep = server.scep();
  private final CaCertificates ca = scep.caCertificates();

  // §3.5.2: some servers close the connection at GetCACaps
  @Test
  void get_ca_caps_is_answered_at_every_endpoint() {
    for (String endpoint : new String[] {"printer", "getonly", "cisco", "closed", "strict"}) {
      assertThat(server.scep(server.http(), "/scep/" + endpoint).capabilities())
          .as(endpoint)
          .contains("SHA-256");
    }
  }

  // §3.5.2: some servers claim AES and SHA-2 and send what such clients cannot decrypt
  @Test
  void what_the_capabilities_claim_is_what_the_answers_use() {
    Applicant applicant = Applicant.at(server);
    assertThat(scep.capabilities()).contains("AES", "SHA-512");

    CertRep answer =
        scep.post(applicant.message().digest(Digest.SHA512).cipher(ContentCipher.AES256));

    applicant.requireCertificate(answer);
    assertThat(answer.protection().digest()).isEqualTo(Digest.SHA512);
    assertThat(answer.protection().cipher()).contains(ContentCipher.AES256);
  }

  // §3.5.2: RA certificates with one of the two key usages, as IIS has them; a client picks by it
  @Test
  void the_ras_certificates_can_be_told_apart_by_their_key_usage() {
    assertThat(ca.signing()).isNotEqualTo(ca.encryption());
    assertThat(ca.signing().getKeyUsage()[2]).isFalse();
    assertThat(ca.encryption().getKeyUsage()[0]).isFalse();
  }

  // draft: the RA's certificates come with the CA's, and the client encrypts to the RA
  @Test
  void the_ras_certificates_come_with_the_cas_and_are_issued_by_it() {
    assertThat(ca.intermediates())
        .contains(ca.issuerOf(ca.encryption()), ca.issuerOf(ca.signing()));
  }

  // draft: the subjects are equal; Cisco IOS breaks that itself
  @Test
  void the_signers_subject_may_differ_from_the_requests() {
    Applicant applicant = Applicant.at(server);
    Signer other = Signer.selfSigned(applicant.key(), "CN=router.example.test");

    applicant.requireCertificate(scep.post(applicant.message(applicant.csr(), other)));
  }

  // draft: a hash of the key; the same id and key again get the first result
  @Test
  void the_same_transaction_id_and_key_again_get_the_same_certificate() {
    Applicant applicant = Applicant.at(server);
    String hash =
        HexFormat.of()
            .withUpperCase()
            .formatHex(Digest.MD5.of(applicant.key().getPublic().getEncoded()));

    X509Certificate first = scep.post(applicant.message().transactionId(hash)).certificate();

    assertThat(scep.post(applicant.message().transactionId(hash)).certificate()).isEqualTo(first);
    assertThat(applicant.certificates()).isOne();
  }

  // draft: a PKCSReq signed by the old certificate, the challenge missing
  @Test
  void a_pkcs_req_signed_by_the_old_certificate_renews_it() {
    Enrolment old = server.site().renewableDevice().enrol();
    KeyPair key = TestKeys.rsa();

    CertRep answer = scep.post(PkiMessage.pkcsReq(old.renewal(key), ca.encryption(), old.owner()));

    assertThat(answer.certificate().getPublicKey()).isEqualTo(key.getPublic());
  }

  // draft: the challenge of a renewal is empty
  @Test
  void an_empty_challenge_in_such_a_renewal_does_no_harm() {
    Enrolment old = server.site().renewableDevice().enrol();
    KeyPair key = TestKeys.rsa();

    CertRep answer =
        scep.post(PkiMessage.pkcsReq(old.renewal(key).challenge(""), ca.encryption(), old.owner()));

    assertThat(answer.certificate().getPublicKey()).isEqualTo(key.getPublic());
  }

  // draft: RSA, DES and MD5 mandatory; here for endpoints that are told so, and never in an answer
  @Test
  void des_and_md5_are_for_the_endpoint_of_old_routers_alone() {
    Applicant router = Applicant.at(server, "cisco");

    CertRep answer =
        router.scep().post(router.message().digest(Digest.MD5).cipher(ContentCipher.DES));

    router.requireCertificate(answer);
    assertThat(answer.protection().digest()).isNotEqualTo(Digest.MD5);
    assertThat(answer.protection().cipher())
        .isPresent()
        .isNotEqualTo(java.util.Optional.of(ContentCipher.DES));
  }

  // draft: both sides ignore key usages during the exchange
  @ParameterizedTest
  @ValueSource(ints = {0, KeyUsage.digitalSignature, KeyUsage.keyEncipherment, KeyUsage.cRLSign})
  void the_key_usage_of_a_self_signed_signer_does_not_matter(int usage) {
    Applicant applicant = Applicant.at(server);
    Signer signer = Signer.selfSigned(applicant.key(), applicant.policy().subject(), usage);

    applicant.requireCertificate(scep.post(applicant.message(applicant.csr(), signer)));
  }

  // draft: POST is an appendix
  @Test
  void a_client_without_post_enrols_at_an_endpoint_without_post() {
    Applicant applicant = Applicant.at(server, "getonly");

    assertThat(applicant.scep().capabilities()).doesNotContain("POSTPKIOperation");
    applicant.requireCertificate(applicant.scep().get(applicant.message()));
  }

  // draft: nonces should be there; old iOS sends eight octets and wants as many
  @Test
  void a_nonce_of_eight_octets_is_echoed_and_answered_with_as_many() {
    Applicant applicant = Applicant.at(server);
    PkiMessage message = applicant.message().senderNonce(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});

    CertRep answer = scep.post(message);

    applicant.requireCertificate(answer);
    assertThat(answer.senderNonce()).hasSize(8);
  }

  // draft: the issued certificate comes first
  @Test
  void the_issued_certificate_comes_first_at_every_endpoint() {
    for (String endpoint : new String[] {"apple", "windows", "android", "cisco", "juniper"}) {
      Applicant applicant = Applicant.at(server, endpoint);

      applicant.requireCertificate(applicant.scep().post(applicant.message()));
    }
  }

  // draft: in manual mode the operator is shown a fingerprint of the request
  @Test
  void an_operator_is_shown_the_fingerprint_of_the_request() {
    Approval approval = new Approval(server.site());
    Applicant applicant = Applicant.of(scep, approval.device());
    PkiMessage message = applicant.message();
    scep.post(message);

    JsonObject request = approval.waiting(applicant.device());

    assertThat(request.getString("keySha256"))
        .isEqualTo(
            HexFormat.of().formatHex(Digest.SHA256.of(applicant.key().getPublic().getEncoded())));
  }

  // draft: GetCRL should not be offered; the RFC has it again, and so does this server
  @Test
  void get_crl_is_served() {
    Enrolment enrolment = server.site().deployedDevice().enrol();

    assertThat(
            scep.post(
                    PkiMessage.getCrl(enrolment.certificate(), ca.encryption(), enrolment.owner()))
                .revocationLists())
        .hasSize(1);
  }

  // draft-18 and before; gone
  @Test
  void get_ca_cert_chain_is_no_operation_any_more() {
    HttpResponse<byte[]> answer = scep.get("operation=GetCACertChain");

    assertThat(answer.statusCode()).isEqualTo(400);
  }

  // Cisco IOS speaks HTTP/1.0 and names no host
  @Test
  void a_client_of_http_1_0_needs_no_host() {
    RawHttp.Answer answer =
        RawHttp.getOld(
            server.http(),
            Tls.trusting(server.roots()),
            "/cgi-bin/pkiclient.exe?operation=GetCACaps&message=router");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).contains("SHA-256");
  }

  // iOS and Android agents send indefinite lengths, and octets in pieces
  @Test
  void a_message_in_ber_is_taken() {
    Applicant applicant = Applicant.at(server);

    applicant.requireCertificate(scep.post(applicant.message().indefiniteLengths()));
  }
}
