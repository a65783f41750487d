package org.scepter.scep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.scepter.enrolment.RefusalReason;
import org.scepter.scep.protocol.CertRep;
import org.scepter.scep.protocol.FailInfo;
import org.scepter.scep.protocol.MessageFault;

class DenialTest {
  @ParameterizedTest
  @CsvSource({
    "CertificateRequestDecodingFailed, BAD_REQUEST, 80092002, 16",
    "ChallengePasswordMissing, BAD_REQUEST, 80070056, 28",
    "ChallengeExpired, BAD_REQUEST, 80070056, 29",
    "ChallengeUnknown, BAD_REQUEST, 80070056, 29",
    "ChallengeAlreadyUsed, BAD_REQUEST, 80070056, 29",
    "ChallengeRevoked, BAD_REQUEST, 80070056, 29",
    "ScepProfileNoLongerTargetedToTheClient, BAD_REQUEST, 80070056, 29",
    "SubjectNameMissing, BAD_REQUEST, 80094001, 29",
    "SubjectNameMismatch, BAD_REQUEST, 80094001, 29",
    "SecurityIdentifierMismatch, BAD_REQUEST, 80094001, 29",
    "SubjectAltNameMissing, BAD_REQUEST, 80094803, 29",
    "SubjectAltNameMismatch, BAD_REQUEST, 80094001, 29",
    "KeyUsageMismatch, BAD_REQUEST, 800b0110, 29",
    "EnhancedKeyUsageMissing, BAD_REQUEST, 800b0110, 29",
    "EnhancedKeyUsageMismatch, BAD_REQUEST, 800b0110, 29",
    "KeyLengthMismatch, BAD_REQUEST, 80094811, 29",
    "KeyTypeMismatch, BAD_ALG, 80090008, 29",
    "SignatureValidationFailed, BAD_REQUEST, 80090006, 16",
    "TemplateMismatch, BAD_REQUEST, 80094800, 31",
    "TemplateNotAvailable, BAD_REQUEST, 80094800, 31",
    "EndpointUnknown, BAD_REQUEST, 80070005, 31",
    "RenewalCertificateUnknown, BAD_CERT_ID, 80092004, 29",
    "RenewalCertificateExpired, BAD_REQUEST, 80094012, 29",
    "RenewalCertificateRevoked, BAD_REQUEST, 80094012, 29",
    "RenewalTooEarly, BAD_REQUEST, 800b0101, 29",
    "AnswerCannotBeSealed, BAD_ALG, 80090008, 29",
    "RequestExpired, BAD_REQUEST, 80094014, 31",
    "PollUnknown, BAD_CERT_ID, 80092004, 31",
    "CertificateUnknown, BAD_CERT_ID, 80092004, 31",
    "NotSupported, BAD_REQUEST, 80070032, 16",
    "ApprovalDenied, BAD_REQUEST, 80094014, 31",
    "RefusedByIssuingAuthority, BAD_REQUEST, 80070005, 31",
    "TemporarilyUnavailable, BAD_REQUEST, 800706ba, 31"
  })
  void each_refusal_has_its_fail_info_hresult_and_event(
      RefusalReason reason, FailInfo failInfo, String hresult, int event) {
    Denial denial = Denial.of(reason);

    assertThat(denial.answer().failInfo()).isEqualTo(failInfo);
    assertThat(Integer.toHexString(denial.answer().hresult().orElseThrow())).isEqualTo(hresult);
    assertThat(denial.event().number()).isEqualTo(event);
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
