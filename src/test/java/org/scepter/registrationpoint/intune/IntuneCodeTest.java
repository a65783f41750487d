package org.scepter.registrationpoint.intune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.registrationpoint.outside.OutsideAnswer;
import org.scepter.registrationpoint.outside.OutsideFaultException;

class IntuneCodeTest {
  private static JsonObject json(String text) {
    try (var reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }

  private static OutsideAnswer answer(String code) throws OutsideFaultException {
    return IntuneMessages.answer(
        json("{\"code\":\"" + code + "\",\"errorDescription\":\"why not\"}"));
  }

  @ParameterizedTest
  @CsvSource({
    "Unknown, RefusedByOutsideAuthority",
    "CertificateRequestDecodingFailed, CertificateRequestDecodingFailed",
    "ChallengePasswordMissing, ChallengePasswordMissing",
    "ChallengeDeserializationError, ChallengeDeserializationError",
    "ChallengeDecryptionError, ChallengeDecryptionError",
    "ChallengeDecodingError, ChallengeDecodingError",
    "ChallengeInvalidTimestamp, ChallengeInvalidTimestamp",
    "ChallengeExpired, ChallengeExpired",
    "SubjectNameMissing, SubjectNameMissing",
    "SubjectNameMismatch, SubjectNameMismatch",
    "SubjectAltNameMissing, SubjectAltNameMissing",
    "SubjectAltNameMismatch, SubjectAltNameMismatch",
    "KeyUsageMismatch, KeyUsageMismatch",
    "KeyLengthMismatch, KeyLengthMismatch",
    "EnhancedKeyUsageMissing, EnhancedKeyUsageMissing",
    "EnhancedKeyUsageMismatch, EnhancedKeyUsageMismatch",
    "AadKeyIdentifierListMissing, AadKeyIdentifierListMissing",
    "RegisteredKeyMismatch, RegisteredKeyMismatch",
    "SigningCertThumbprintMismatch, SigningCertThumbprintMismatch",
    "ScepProfileNoLongerTargetedToTheClient, ScepProfileNoLongerTargetedToTheClient",
    "SignatureValidationFailed, SignatureValidationFailed",
    "BadCertificateRequestIdInChallenge, BadCertificateRequestIdInChallenge",
    "BadDeviceIdInChallenge, BadDeviceIdInChallenge",
    "BadUserIdInChallenge, BadUserIdInChallenge",
    "SomethingThatCameLater, RefusedByOutsideAuthority",
    "success, RefusedByOutsideAuthority"
  })
  void each_code_is_a_refusal_with_its_reason(String code, String reason) throws Exception {
    assertThat(answer(code))
        .isInstanceOfSatisfying(
            OutsideAnswer.Denied.class,
            denied -> {
              assertThat(denied.why().reason().name()).isEqualTo(reason);
              assertThat(denied.why().detail()).contains(code).contains("why not");
            });
  }

  @ParameterizedTest
  @EnumSource(IntuneCode.class)
  void success_alone_is_no_refusal(IntuneCode code) {
    assertThat(code.refusal().isEmpty()).isEqualTo(code == IntuneCode.Success);
  }

  @Test
  void success_agrees_to_the_request_as_it_is() throws Exception {
    assertThat(answer("Success")).isEqualTo(OutsideAnswer.Agreed.AS_ASKED);
    assertThat(IntuneMessages.answer(json("{\"code\":\"Success\"}")))
        .isEqualTo(OutsideAnswer.Agreed.AS_ASKED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"code\":null}",
        "{\"code\":0}",
        "{\"code\":true}",
        "{\"Code\":\"Success\"}"
      })
  void an_answer_without_a_code_is_none(String body) {
    assertThatThrownBy(() -> IntuneMessages.answer(json(body)))
        .isInstanceOf(OutsideFaultException.class);
  }

  @Test
  void what_a_description_repeats_of_a_secret_is_not_told_on() throws Exception {
    String secret = "MIIC" + "a1B2".repeat(20) + "==";
    OutsideAnswer answer =
        IntuneMessages.answer(
            json(
                "{\"code\":\"ChallengeExpired\",\"errorDescription\":\"bad\\n" + secret + " x\"}"));

    assertThat(answer)
        .isInstanceOfSatisfying(
            OutsideAnswer.Denied.class,
            denied ->
                assertThat(denied.why().detail())
                    .isEqualTo("Intune says ChallengeExpired: bad?*** x"));
  }

  @Test
  void nor_is_the_beginning_of_a_secret_where_a_long_description_is_cut() throws Exception {
    String secret = "MIIC" + "a1B2".repeat(20);
    OutsideAnswer answer =
        IntuneMessages.answer(
            json(
                "{\"code\":\"ChallengeExpired\",\"errorDescription\":\""
                    + "so it is ".repeat(19)
                    + secret
                    + "\"}"));

    assertThat(answer)
        .isInstanceOfSatisfying(
            OutsideAnswer.Denied.class,
            denied -> assertThat(denied.why().detail()).endsWith("so it is ***"));
  }
}
