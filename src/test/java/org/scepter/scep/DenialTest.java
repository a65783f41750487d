package org.scepter.scep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.scepter.enrolment.RefusalReason;
import org.scepter.scep.protocol.CertRep;
import org.scepter.scep.protocol.FailInfo;
import org.scepter.scep.protocol.MessageFault;

class DenialTest {
  /** The whole table: reason, failInfo, HRESULT, event, and the text for outsiders. */
  private static final String TABLE =
      """
      CertificateRequestDecodingFailed | BAD_REQUEST | 80092002 | 16 | certification request not readable
      ChallengePasswordMissing | BAD_REQUEST | 80070056 | 28 | challenge not accepted
      ChallengeExpired | BAD_REQUEST | 80070056 | 29 | challenge not accepted
      ChallengeDeserializationError | BAD_REQUEST | 80070056 | 29 | challenge not accepted
      ChallengeDecryptionError | BAD_REQUEST | 80070056 | 29 | challenge not accepted
      ChallengeDecodingError | BAD_REQUEST | 80070056 | 29 | challenge not accepted
      ChallengeInvalidTimestamp | BAD_REQUEST | 80070056 | 29 | challenge not accepted
      AadKeyIdentifierListMissing | BAD_REQUEST | 80070056 | 29 | challenge not accepted
      RegisteredKeyMismatch | BAD_REQUEST | 80070056 | 29 | challenge not accepted
      SigningCertThumbprintMismatch | BAD_REQUEST | 80070056 | 29 | challenge not accepted
      BadCertificateRequestIdInChallenge | BAD_REQUEST | 80070056 | 29 | challenge not accepted
      BadDeviceIdInChallenge | BAD_REQUEST | 80070056 | 29 | challenge not accepted
      BadUserIdInChallenge | BAD_REQUEST | 80070056 | 29 | challenge not accepted
      RefusedByOutsideAuthority | BAD_REQUEST | 80070056 | 29 | challenge not accepted
      ChallengeUnknown | BAD_REQUEST | 80070056 | 29 | challenge not accepted
      ChallengeAlreadyUsed | BAD_REQUEST | 80070056 | 29 | challenge not accepted
      ChallengeRevoked | BAD_REQUEST | 80070056 | 29 | challenge not accepted
      ScepProfileNoLongerTargetedToTheClient | BAD_REQUEST | 80070056 | 29 | challenge not accepted
      TooManyFailures | BAD_REQUEST | 80070056 | 29 | challenge not accepted
      NoRightToTemplate | BAD_REQUEST | 80094012 | 31 | no right to the certificate template
      SubjectNameMissing | BAD_REQUEST | 80094001 | 29 | subject not accepted
      SubjectNameMismatch | BAD_REQUEST | 80094001 | 29 | subject not accepted
      SecurityIdentifierMismatch | BAD_REQUEST | 80094001 | 29 | subject not accepted
      SubjectAltNameMissing | BAD_REQUEST | 80094803 | 29 | subject alternative name missing
      SubjectAltNameMismatch | BAD_REQUEST | 80094001 | 29 | subject alternative name not accepted
      KeyUsageMismatch | BAD_REQUEST | 800b0110 | 29 | key usage not accepted
      EnhancedKeyUsageMissing | BAD_REQUEST | 800b0110 | 29 | key usage not accepted
      EnhancedKeyUsageMismatch | BAD_REQUEST | 800b0110 | 29 | key usage not accepted
      KeyLengthMismatch | BAD_REQUEST | 80094811 | 29 | key length not accepted
      KeyTypeMismatch | BAD_ALG | 80090008 | 29 | key type not accepted
      WeakKey | BAD_REQUEST | 80090003 | 29 | key not accepted
      KeyOfAnotherDevice | BAD_REQUEST | 80090003 | 29 | key not accepted
      SignatureValidationFailed | BAD_REQUEST | 80090006 | 16 | certification request not signed by its key
      TemplateMismatch | BAD_REQUEST | 80094800 | 31 | certificate template not accepted
      TemplateNotAvailable | BAD_REQUEST | 80094800 | 31 | certificate template not accepted
      EndpointUnknown | BAD_REQUEST | 80070005 | 31 | this endpoint issues nothing to this request
      EndpointNotRegistered | BAD_REQUEST | 80070005 | 31 | this endpoint issues nothing to this request
      RenewalCertificateUnknown | BAD_CERT_ID | 80092004 | 29 | the certificate that signs the renewal is not known here
      RenewalCertificateExpired | BAD_REQUEST | 80094012 | 29 | the old certificate does not allow a renewal
      RenewalCertificateRevoked | BAD_REQUEST | 80094012 | 29 | the old certificate does not allow a renewal
      RenewedTooOften | BAD_REQUEST | 80094012 | 29 | the old certificate does not allow a renewal
      RenewalTooEarly | BAD_REQUEST | 800b0101 | 29 | too early for a renewal
      AnswerCannotBeSealed | BAD_ALG | 80090008 | 28 | the key cannot decrypt and there is no challenge to seal with
      RequesterCannotDecrypt | BAD_ALG | 80090008 | 31 | the key cannot decrypt and this message has no challenge
      RequestExpired | BAD_REQUEST | 80094014 | 31 | the request has expired undecided
      PollUnknown | BAD_CERT_ID | 80092004 | 31 | no such request or certificate
      CertificateUnknown | BAD_CERT_ID | 80092004 | 31 | no such request or certificate
      NotSupported | BAD_REQUEST | 80070032 | 16 | message type not supported
      ApprovalDenied | BAD_REQUEST | 80094014 | 31 | request denied by an operator
      RefusedByIssuingAuthority | BAD_REQUEST | 80070005 | 31 | request denied by the certification authority
      TemporarilyUnavailable | BAD_REQUEST | 800706ba | 31 | temporarily unavailable, try again later
      """;

  private record Row(
      RefusalReason reason, FailInfo failInfo, String hresult, int event, String text) {
    static Row of(String line) {
      String[] cells = line.split(" \\| ", -1);
      return new Row(
          RefusalReason.valueOf(cells[0]),
          FailInfo.valueOf(cells[1]),
          cells[2],
          Integer.parseInt(cells[3]),
          cells[4]);
    }
  }

  static List<Row> table() {
    return TABLE.lines().map(Row::of).toList();
  }

  @Test
  void each_reason_stands_in_the_table_once() {
    assertThat(table()).extracting(Row::reason).containsExactlyInAnyOrder(RefusalReason.values());
  }

  @ParameterizedTest
  @MethodSource("table")
  void each_refusal_has_its_fail_info_text_hresult_and_event(Row row) {
    Denial denial = Denial.of(row.reason());

    assertThat(denial.answer().failInfo()).isEqualTo(row.failInfo());
    assertThat(denial.answer().failInfoText()).isEqualTo(row.text());
    assertThat(Integer.toHexString(denial.answer().hresult().orElseThrow()))
        .isEqualTo(row.hresult());
    assertThat(denial.event().number()).isEqualTo(row.event());
  }

  @Test
  void each_fault_of_a_message_stands_in_the_table_below() throws ReflectiveOperationException {
    CsvSource table =
        DenialTest.class
            .getDeclaredMethod(
                "each_message_fault_has_its_fail_info_hresult_and_event",
                MessageFault.class,
                FailInfo.class,
                String.class,
                int.class)
            .getAnnotation(CsvSource.class);

    assertThat(table.value())
        .extracting(row -> MessageFault.valueOf(row.substring(0, row.indexOf(','))))
        .containsExactlyInAnyOrder(MessageFault.values());
  }

  @ParameterizedTest
  @CsvSource({
    "BAD_SIGNATURE, BAD_MESSAGE_CHECK, 80090006, 16",
    "ALGORITHM_NOT_ALLOWED, BAD_ALG, 80090008, 16",
    "KEY_NOT_ALLOWED, BAD_ALG, 80090008, 16",
    "CLOCKS_DIFFER, BAD_TIME, 80090324, 16",
    "UNSUPPORTED_MESSAGE_TYPE, BAD_REQUEST, 80070032, 16",
    "NOT_OPENED, BAD_MESSAGE_CHECK, 80090005, 18"
  })
  void each_message_fault_has_its_fail_info_hresult_and_event(
      MessageFault fault, FailInfo failInfo, String hresult, int event) {
    Denial denial = Denial.of(fault);

    assertThat(denial.answer().failInfo()).isEqualTo(failInfo).isEqualTo(fault.failInfo());
    assertThat(Integer.toHexString(denial.answer().hresult().orElseThrow())).isEqualTo(hresult);
    assertThat(denial.event().number()).isEqualTo(event);
  }

  @Test
  void all_faults_of_a_challenge_look_alike_from_outside() {
    Set<CertRep.Failure> answers = new java.util.HashSet<>();
    for (RefusalReason reason : RefusalReason.values()) {
      if (reason.name().startsWith("Challenge")) {
        answers.add(Denial.of(reason).answer());
      }
    }
    answers.add(Denial.of(RefusalReason.ScepProfileNoLongerTargetedToTheClient).answer());

    assertThat(answers).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Denial.class)
  void texts_are_short_and_fit_every_encoding(Denial denial) {
    assertThat(denial.answer().failInfoText()).matches("[a-z ,]{1,80}");
    assertThat(denial.answer().hresult().orElseThrow()).isNegative();
  }

  @Test
  void every_denial_is_used() {
    Set<Denial> unused = EnumSet.allOf(Denial.class);
    for (RefusalReason reason : RefusalReason.values()) {
      unused.remove(Denial.of(reason));
    }
    for (MessageFault fault : MessageFault.values()) {
      unused.remove(Denial.of(fault));
    }

    assertThat(unused).isEmpty();
  }

  @Test
  void our_own_fault_shows_a_reference_and_nothing_else() {
    CertRep.Failure answer = Denial.ourFault("0123");

    assertThat(answer.failInfo()).isEqualTo(FailInfo.BAD_REQUEST);
    assertThat(answer.failInfoText()).isEqualTo("internal fault, reference 0123");
  }
}
