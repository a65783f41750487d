package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.testing.Device;
import org.scepter.testing.Enrolment;
import org.scepter.testing.Eventually;
import org.scepter.testing.OnServer;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.CaCertificates;
import org.scepter.testing.scep.CertRep;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.ScepClient;
import org.scepter.testing.scep.Signer;
import org.scepter.testing.scep.TestKeys;

/** GetCert and GetCRL (RFC 8894 §3.3.4). */
@OnServer
class GetCertIT {
  private static final String GET_CERT = "21";
  private static final String GET_CRL = "22";
  private static final int BAD_ALG = 0;
  private static final int BAD_CERT_ID = 4;

  private final TestServer server = TestServer.running();
  private final ScepClient scep = server.scep();
  private final CaCertificates ca = scep.caCertificates();
  private final Device device = server.site().deployedDevice();
  private final Enrolment enrolment = device.enrol();
  private final Signer owner = enrolment.owner();

  private PkiMessage about(String type, X509Certificate certificate, Signer signer) {
    return GET_CERT.equals(type)
        ? PkiMessage.getCert(certificate, ca.encryption(), signer)
        : PkiMessage.getCrl(certificate, ca.encryption(), signer);
  }

  private X509Certificate issuing() {
    return ca.issuerOf(enrolment.certificate());
  }

  /** A certificate that the CA's name stands in and the CA knows nothing of. */
  private X509Certificate unknown() {
    return Signer.inTheNameOf(issuing(), TestKeys.rsa(), BigInteger.TWO.pow(70)).certificate();
  }

  @Test
  void a_certificate_comes_to_whoever_can_decrypt_by_get_as_well() {
    Signer stranger = Signer.selfSigned(TestKeys.rsa(), "CN=somebody");

    CertRep answer = scep.get(about(GET_CERT, enrolment.certificate(), stranger));

    assertThat(answer.certificates()).containsExactly(enrolment.certificate());
  }

  @Test
  void the_crl_that_covers_a_certificate_comes_alone() throws GeneralSecurityException {
    CertRep answer = scep.post(about(GET_CRL, enrolment.certificate(), owner));

    assertThat(answer.isSuccess()).as("%s", answer).isTrue();
    assertThat(answer.certificates()).isEmpty();
    X509CRL crl = only(answer);
    crl.verify(issuing().getPublicKey());
    assertThat(crl.isRevoked(enrolment.certificate())).isFalse();
  }

  @Test
  void the_crl_names_what_was_revoked() {
    server.site().revoke(enrolment);

    Eventually.until(
        "GetCRL's answer names the certificate",
        Duration.ofSeconds(30),
        () ->
            only(scep.post(about(GET_CRL, enrolment.certificate(), owner)))
                .isRevoked(enrolment.certificate()));
  }

  private static X509CRL only(CertRep answer) {
    assertThat(answer.revocationLists()).as("%s", answer).hasSize(1);
    return answer.revocationLists().get(0);
  }

  @Test
  void a_revoked_certificate_is_still_given_out() {
    server.site().revoke(enrolment);

    CertRep answer = scep.post(about(GET_CERT, enrolment.certificate(), owner));

    assertThat(answer.certificates()).containsExactly(enrolment.certificate());
  }

  @ParameterizedTest
  @ValueSource(strings = {GET_CERT, GET_CRL})
  void an_unknown_serial_number_is_a_bad_certificate_id(String type) {
    scep.post(about(type, unknown(), owner)).requireFailure(BAD_CERT_ID);
  }

  @Test
  void the_crl_covers_the_infrastructures_certificates_as_well() throws GeneralSecurityException {
    only(scep.post(about(GET_CRL, ca.signing(), owner))).verify(issuing().getPublicKey());
  }

  @Test
  void the_infrastructures_certificates_are_not_given_out() {
    scep.post(about(GET_CERT, ca.signing(), owner)).requireFailure(BAD_CERT_ID);
  }

  @ParameterizedTest
  @ValueSource(strings = {GET_CERT, GET_CRL})
  void another_authoritys_certificate_is_as_good_as_nothing(String type) {
    Signer foreign = Signer.selfSigned(TestKeys.rsa(), "CN=Another CA");

    CertRep answer = scep.post(about(type, foreign.certificate(), owner));

    assertThat(answer.status()).as("%s", answer).isEqualTo(CertRep.FAILURE);
  }

  @ParameterizedTest
  @ValueSource(strings = {GET_CERT, GET_CRL})
  void a_key_that_cannot_decrypt_is_told_so(String type) {
    Signer ec = Signer.selfSigned(TestKeys.ec(), "CN=somebody");

    scep.post(about(type, enrolment.certificate(), ec)).requireFailure(BAD_ALG);
  }
}
