package org.scepter.blackbox.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scepter.testing.scep.FailInfo.BAD_ALG;
import static org.scepter.testing.scep.FailInfo.BAD_CERT_ID;
import static org.scepter.testing.scep.FailInfo.BAD_MESSAGE_CHECK;
import static org.scepter.testing.scep.FailInfo.BAD_REQUEST;
import static org.scepter.testing.scep.FailInfo.BAD_TIME;

import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1PrintableString;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.cms.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.testing.Applicant;
import org.scepter.testing.Approval;
import org.scepter.testing.Enrolment;
import org.scepter.testing.OnServer;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.CertRep;
import org.scepter.testing.scep.Digest;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.ScepClient;
import org.scepter.testing.scep.SignedAttribute;
import org.scepter.testing.scep.Signer;
import org.scepter.testing.scep.TestKeys;

/** The signed attributes, one by one (RFC 8894 §3.2.1). */
@OnServer
class Rfc8894AttributesIT {
  private final TestServer server = TestServer.running();
  private final ScepClient scep = server.scep();

  private Applicant waiting() {
    return Applicant.of(scep, new Approval(server.site()).device());
  }

  private CertRep success() {
    Applicant applicant = Applicant.at(server);
    return scep.post(applicant.message());
  }

  private CertRep failure() {
    return scep.post(Applicant.at(server).message().brokenSignature());
  }

  private CertRep pending() {
    return scep.post(waiting().message());
  }

  private static String printable(CertRep answer, SignedAttribute type) {
    assertThat(answer.attribute(type))
        .as("%s", type)
        .hasValueSatisfying(value -> assertThat(value).isInstanceOf(ASN1PrintableString.class));
    return ((ASN1PrintableString) answer.attribute(type).orElseThrow()).getString();
  }

  private static byte[] octets(CertRep answer, SignedAttribute type) {
    assertThat(answer.attribute(type))
        .as("%s", type)
        .hasValueSatisfying(value -> assertThat(value).isInstanceOf(ASN1OctetString.class));
    return ((ASN1OctetString) answer.attribute(type).orElseThrow()).getOctets();
  }

  private static PkiMessage pollFor(PkiMessage earlier, ScepClient scep) {
    X509Certificate issuer = scep.caCertificates().intermediates().get(0);
    return PkiMessage.certPoll(earlier, issuer);
  }

  // §3.2.1.2
  @Test
  void the_message_type_of_each_answer_is_cert_rep_in_printable_decimal() {
    for (CertRep answer : new CertRep[] {success(), failure(), pending()}) {
      assertThat(printable(answer, SignedAttribute.MESSAGE_TYPE)).isEqualTo("3");
    }
  }

  // §3.2.1.3
  @Test
  void the_pki_status_is_0_for_success_2_for_failure_and_3_for_pending() {
    assertThat(printable(success(), SignedAttribute.PKI_STATUS)).isEqualTo("0");
    assertThat(printable(failure(), SignedAttribute.PKI_STATUS)).isEqualTo("2");
    assertThat(printable(pending(), SignedAttribute.PKI_STATUS)).isEqualTo("3");
  }

  // §3.2.1.4
  @Test
  void a_fail_info_stands_in_a_failure_and_nowhere_else() {
    assertThat(printable(failure(), SignedAttribute.FAIL_INFO)).isEqualTo("1");
    assertThat(success().attribute(SignedAttribute.FAIL_INFO)).isEmpty();
    assertThat(pending().attribute(SignedAttribute.FAIL_INFO)).isEmpty();
  }

  // §3.2.1.4: 0
  @Test
  void an_algorithm_that_is_not_taken_is_bad_alg() {
    CertRep answer = scep.post(Applicant.at(server).message().digest(Digest.MD5));

    assertThat(printable(answer, SignedAttribute.FAIL_INFO)).isEqualTo("" + BAD_ALG);
  }

  // §3.2.1.4: 1
  @Test
  void a_broken_signature_is_bad_message_check() {
    assertThat(failure().failInfo()).contains(BAD_MESSAGE_CHECK);
  }

  // §3.2.1.4: 2
  @Test
  void a_request_that_is_not_permitted_is_bad_request() {
    Applicant applicant = Applicant.at(server);

    applicant.requireRefused(
        applicant.message(applicant.csrFor("CN=somebody else,O=Example")), BAD_REQUEST);
  }

  private static Time time(Duration ahead) {
    return new Time(Date.from(Instant.now().plus(ahead)));
  }

  // §3.2.1.4: 3; the endpoint "strict" is told to refuse
  @ParameterizedTest
  @ValueSource(strings = {"PT2H", "PT-2H"})
  void a_signing_time_too_far_from_the_servers_is_bad_time(Duration ahead) {
    Applicant applicant = Applicant.at(server, "strict");

    applicant.requireRefused(
        applicant.message().attribute(SignedAttribute.SIGNING_TIME, time(ahead)), BAD_TIME);
  }

  // §3.2.1.4: 4
  @Test
  void a_certificate_that_nobody_knows_is_bad_cert_id() {
    Enrolment enrolment = server.site().deployedDevice().enrol();
    X509Certificate issuer = scep.caCertificates().issuerOf(enrolment.certificate());
    X509Certificate unknown =
        Signer.inTheNameOf(issuer, TestKeys.rsa(), BigInteger.TWO.pow(71)).certificate();

    CertRep answer =
        scep.post(
            PkiMessage.getCert(unknown, scep.caCertificates().encryption(), enrolment.owner()));

    assertThat(answer.failInfo()).contains(BAD_CERT_ID);
  }

  // §3.2.1.5
  @Test
  void the_sender_nonce_of_each_answer_is_sixteen_fresh_octets() {
    Applicant applicant = Applicant.at(server);
    PkiMessage message = applicant.message();
    byte[] sent = message.encoded();

    byte[] first = octets(scep.post(message, sent), SignedAttribute.SENDER_NONCE);
    byte[] second = octets(scep.post(message, sent), SignedAttribute.SENDER_NONCE);

    assertThat(first).hasSize(16).isNotEqualTo(message.senderNonce());
    assertThat(second).hasSize(16).isNotEqualTo(first).isNotEqualTo(message.senderNonce());
  }

  // §3.2.1.5
  @Test
  void the_recipient_nonce_is_the_requests_sender_nonce() {
    PkiMessage message = Applicant.at(server).message();

    assertThat(octets(scep.post(message), SignedAttribute.RECIPIENT_NONCE))
        .isEqualTo(message.senderNonce());
  }

  // §3.2.1.1
  @Test
  void the_transaction_id_comes_back_as_it_was() {
    PkiMessage message = Applicant.at(server).message().transactionId("Win32/x+y = (1)");

    assertThat(printable(scep.post(message), SignedAttribute.TRANSACTION_ID))
        .isEqualTo("Win32/x+y = (1)");
  }

  // §3.2.1.4: UTF8String, for people
  @Test
  void a_failure_says_in_utf8_what_is_wrong() {
    assertThat(failure().attribute(SignedAttribute.FAIL_INFO_TEXT))
        .hasValueSatisfying(value -> assertThat(((ASN1UTF8String) value).getString()).isNotBlank());
  }

  // §3.2.1: always there
  @Test
  void a_request_without_message_type_is_refused() {
    Applicant applicant = Applicant.at(server);

    applicant.requireRefused(
        applicant.message().without(SignedAttribute.MESSAGE_TYPE), BAD_REQUEST);
  }

  // §3.2.1: always there; without either nobody would know the answer
  @ParameterizedTest
  @EnumSource(names = {"TRANSACTION_ID", "SENDER_NONCE"})
  void a_request_that_no_answer_would_fit_is_not_taken(SignedAttribute missing) {
    Applicant applicant = Applicant.at(server);

    assertThat(scep.postRaw(applicant.message().without(missing).encoded()).statusCode())
        .isEqualTo(400);
    applicant.requireUntouched();
  }

  // §3.2.1.2: 0 is reserved, 18 unassigned, 3 no request; the rest is nothing
  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "3", "4", "18", "23", "99", "2147483648", "x"})
  void any_other_message_type_is_an_error(String messageType) {
    Applicant applicant = Applicant.at(server);

    applicant.requireRefused(applicant.message().messageType(messageType), BAD_REQUEST);
  }

  // §3.2.1.1
  @Test
  void a_transaction_id_is_compared_as_opaque_text() {
    PkiMessage message = waiting().message();
    scep.post(message);
    PkiMessage other =
        pollFor(message, scep)
            .transactionId(message.transactionId().toUpperCase(Locale.ROOT) + " ");

    assertThat(scep.post(pollFor(message, scep)).status()).isEqualTo(CertRep.PENDING);
    assertThat(scep.post(other).failInfo()).contains(BAD_CERT_ID);
  }

  // §3.3.2
  @Test
  void nonces_are_not_chained_over_polls() {
    PkiMessage message = waiting().message();
    CertRep first = scep.post(message);

    for (int i = 0; i < 2; i++) {
      CertRep polled = scep.post(pollFor(message, scep));
      assertThat(polled.status()).isEqualTo(CertRep.PENDING);
      assertThat(polled.senderNonce()).isNotEqualTo(first.senderNonce());
    }
  }
}
