package org.scepter.blackbox.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scepter.testing.scep.FailInfo.BAD_ALG;
import static org.scepter.testing.scep.FailInfo.BAD_CERT_ID;
import static org.scepter.testing.scep.FailInfo.BAD_MESSAGE_CHECK;
import static org.scepter.testing.scep.FailInfo.BAD_REQUEST;
import static org.scepter.testing.scep.FailInfo.BAD_TIME;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.cms.Time;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.testing.Applicant;
import org.scepter.testing.Approval;
import org.scepter.testing.Eventually;
import org.scepter.testing.LogFiles;
import org.scepter.testing.OnServer;
import org.scepter.testing.SiteClient;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.CaCertificates;
import org.scepter.testing.scep.CertRep;
import org.scepter.testing.scep.ContentCipher;
import org.scepter.testing.scep.Csr;
import org.scepter.testing.scep.Digest;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.ScepClient;
import org.scepter.testing.scep.SignedAttribute;
import org.scepter.testing.scep.Signer;
import org.scepter.testing.scep.TestKeys;

/** Attempts to get something out of how messages are read, answered and written down. */
@OnServer
class AttacksOnMessagesIT {
  private final TestServer server = TestServer.running();
  private final SiteClient site = server.site();
  private final ScepClient scep = server.scep();

  private CaCertificates ca() {
    return scep.caCertificates();
  }

  // unknown message type, CVE-2026-30836
  @ParameterizedTest
  @ValueSource(strings = {"18", "1", "23"})
  void an_unknown_message_type_reaches_no_authority(String messageType) {
    Applicant applicant = Applicant.at(server);
    Csr csr = applicant.csr().withoutChallenge();

    applicant.requireRefused(applicant.message(csr).messageType(messageType), BAD_REQUEST);
  }

  private static Named<UnaryOperator<PkiMessage>> bent(
      String name, UnaryOperator<PkiMessage> bending) {
    return Named.of(name, bending);
  }

  static Stream<Named<UnaryOperator<PkiMessage>>> signers() {
    Signer second = Signer.selfSigned(TestKeys.rsa(), "CN=second");
    return Stream.of(
        bent("no signer", PkiMessage::signers),
        bent("two signers", message -> message.signers(message.signer(), second)),
        bent("one signer twice", message -> message.signers(message.signer(), message.signer())));
  }

  // zero signers (CVE-2026-59639) or several
  @ParameterizedTest(name = "{0}")
  @MethodSource("signers")
  void a_message_has_exactly_one_signer(UnaryOperator<PkiMessage> fault) {
    Applicant applicant = Applicant.at(server);

    assertThat(scep.postRaw(fault.apply(applicant.message()).encoded()).statusCode())
        .isEqualTo(400);
    applicant.requireUntouched();
  }

  // zero or several signers: the one signer holds the requested key
  @Test
  void who_signs_with_another_key_than_the_requested_one_gets_nothing() {
    Applicant applicant = Applicant.at(server);
    Signer other = Signer.selfSigned(TestKeys.rsa(), applicant.policy().subject());

    applicant.requireRefused(applicant.message(applicant.csr(), other), BAD_CERT_ID);
  }

  private static byte[] flip(byte[] bytes, int index) {
    byte[] bent = bytes.clone();
    bent[index] ^= 0x55;
    return bent;
  }

  /** A byte of the wrapped key: the first OCTET STRING of 256 octets or more. */
  private static byte[] withBentKey(byte[] envelope) {
    int i = 0;
    while (envelope[i] != 4 || envelope[i + 1] != (byte) 0x82) {
      i++;
    }
    return flip(envelope, i + 20);
  }

  // padding oracle on PKCS#1 v1.5 and CBC: a recorded envelope, bent, in a message of one's own
  @Test
  void all_faults_behind_the_encryption_have_one_answer() {
    Applicant victim = Applicant.at(server);
    Signer stranger = Signer.selfSigned(TestKeys.rsa(), "CN=stranger");
    PkiMessage recorded = victim.message(victim.csr(), stranger);
    Stream<UnaryOperator<byte[]>> bending =
        Stream.of(
            AttacksOnMessagesIT::withBentKey,
            envelope -> flip(envelope, envelope.length - 1),
            envelope -> flip(envelope, envelope.length - 20),
            envelope -> flip(envelope, envelope.length - 600));

    List<CertRep> answers =
        Stream.concat(
                bending.map(recorded::bendEnvelope).map(scep::post),
                Stream.of(
                        PkiMessage.of(new byte[] {5, 0}, ca().encryption(), stranger),
                        PkiMessage.of(victim.csr().der(), ca().signing(), stranger))
                    .map(scep::post))
            .toList();

    assertThat(answers)
        .hasSize(6)
        .allSatisfy(each -> each.requireFailure(BAD_MESSAGE_CHECK))
        .extracting(each -> each.failInfoText() + "/" + each.hresult())
        .containsOnly(answers.get(0).failInfoText() + "/" + answers.get(0).hresult());
    victim.requireUntouched();
  }

  // replayed whole message
  @Test
  void a_replayed_message_gets_the_same_certificate_and_never_a_second_one() {
    Applicant applicant = Applicant.at(server);
    PkiMessage message = applicant.message();
    byte[] sent = message.encoded();

    X509Certificate first = scep.post(message, sent).certificate();

    assertThat(scep.post(message, sent).certificate()).isEqualTo(first);
    assertThat(scep.get(message).certificate()).isEqualTo(first);
    assertThat(applicant.certificates()).isOne();
  }

  // nonce tricks: longer ones than 64 octets LimitsIT tries
  @Test
  void a_nonce_is_echoed_byte_for_byte_and_never_given_back_as_ones_own() {
    Applicant applicant = Applicant.at(server);
    for (byte[] nonce : List.of(new byte[16], new byte[64], new byte[8])) {
      CertRep answer = scep.post(applicant.message().senderNonce(nonce));

      applicant.requireCertificate(answer);
      assertThat(answer.senderNonce()).isNotEqualTo(new byte[answer.senderNonce().length]);
    }
  }

  // stale message: looked at only if present, noted beyond five minutes, refused where that is set
  @Test
  void a_stale_message_is_refused_where_clocks_count() {
    Applicant applicant = Applicant.at(server, "strict");
    Time stale = new Time(Date.from(Instant.now().minus(Duration.ofMinutes(6))));
    Time slow = new Time(Date.from(Instant.now().minus(Duration.ofMinutes(4))));

    applicant
        .scep()
        .post(applicant.message().attribute(SignedAttribute.SIGNING_TIME, stale))
        .requireFailure(BAD_TIME);
    applicant.requireCertificate(
        applicant.scep().post(applicant.message().attribute(SignedAttribute.SIGNING_TIME, slow)));
  }

  // GetCACaps downgrade
  @Test
  void an_answer_is_no_weaker_than_its_request_whatever_the_capabilities_said() {
    Applicant applicant = Applicant.at(server);
    assertThat(scep.capabilities()).contains("SHA-1", "DES3");

    CertRep answer =
        scep.post(applicant.message().digest(Digest.SHA256).cipher(ContentCipher.AES256));

    assertThat(answer.protection().digest()).isEqualTo(Digest.SHA256);
    assertThat(answer.protection().cipher()).contains(ContentCipher.AES256);
  }

  // GetCACaps downgrade: an endpoint's floor
  @Test
  void nobody_talks_an_endpoint_below_its_floor() {
    Applicant applicant = Applicant.at(server, "strict");

    applicant.scep().post(applicant.message().digest(Digest.SHA1)).requireFailure(BAD_ALG);
    applicant.requireRefused(applicant.message().cipher(ContentCipher.DES3), BAD_ALG);
  }

  // leak by answer: what is wrong with a challenge stands in the audit; SecretsIT searches the logs
  @Test
  void an_outsider_learns_nothing_about_a_challenge() {
    Applicant applicant = Applicant.at(server);
    Applicant used = Applicant.at(server);
    used.enrol();
    Stream<Csr> wrong =
        Stream.of(
            applicant.csr().challenge("0".repeat(64)),
            applicant.csr().challenge(used.policy().requireChallenge()),
            applicant.csr().challenge(""),
            applicant.csr().withoutChallenge());

    assertThat(wrong.map(csr -> scep.post(applicant.message(csr))))
        .extracting(each -> each.failInfoText().orElse("") + each.hresult().orElse(0))
        .containsOnly("challenge not accepted" + 0x80070056);
  }

  // log injection
  @Test
  void what_a_request_says_forges_no_line_of_a_log() {
    Applicant applicant = Applicant.at(server);
    String marker = SiteClient.unique("forged");
    Csr csr =
        applicant.csrFor(
            "CN=x\\0D\\0A<![LOG[" + marker + "]LOG]!><time=\\\"00:00:00.000\\\"\\0A,O=Example");

    scep.post(applicant.message(csr)).requireFailure(BAD_REQUEST);

    LogFiles logs = LogFiles.of(server);
    Eventually.until(
        "the registration point's line",
        Duration.ofSeconds(30),
        () -> logs.lines("CRP.log").stream().anyMatch(line -> line.contains(marker)));
    for (String log : List.of("CRP.log", "NDES.log", "NDESPlugin.log")) {
      assertThat(logs.lines(log))
          .filteredOn(line -> line.contains(marker))
          .as(log)
          .allSatisfy(
              line ->
                  assertThat(line)
                      .doesNotStartWith("<![LOG[" + marker)
                      .containsOnlyOnce("]LOG]!>")
                      .endsWith(">"));
    }
  }

  // transactionID as a key: charset; its length LimitsIT tries
  @ParameterizedTest
  @ValueSource(strings = {"", "two\r\nlines", "n\u00fcl", "\u0000"})
  void a_transaction_id_of_other_characters_is_not_taken(String transactionId) {
    Applicant applicant = Applicant.at(server);
    PkiMessage message =
        applicant
            .message()
            .attribute(
                SignedAttribute.TRANSACTION_ID,
                new org.bouncycastle.asn1.DERUTF8String(transactionId));

    assertThat(scep.postRaw(message.encoded()).statusCode()).isEqualTo(400);
    applicant.requireUntouched();
  }

  // transactionID as a key: parameterised
  @ParameterizedTest
  @ValueSource(strings = {"' OR '1'='1", "x'; DROP TABLE enrolment; --", "%", "_"})
  void a_transaction_id_is_data_and_no_sql(String transactionId) {
    Applicant waiting = Applicant.of(scep, new Approval(site).device());
    scep.post(waiting.message());
    PkiMessage poll =
        PkiMessage.certPoll(waiting.message(), ca().intermediates().get(0))
            .attribute(SignedAttribute.TRANSACTION_ID, new DERPrintableString(transactionId))
            .transactionId(transactionId);

    scep.post(poll).requireFailure(BAD_CERT_ID);
  }
}
