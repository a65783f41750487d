package org.scepter.scep.est;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scepter.enrolment.RefusalReason;
import org.scepter.scep.Denial;

class EstStatusTest {
  /** Every refusal but those of the request itself, which are 400. */
  private static final Map<Integer, List<RefusalReason>> OTHERS =
      Map.of(
          401,
          List.of(
              RefusalReason.ChallengePasswordMissing,
              RefusalReason.ChallengeUnknown,
              RefusalReason.ChallengeExpired,
              RefusalReason.ChallengeRevoked,
              RefusalReason.ChallengeAlreadyUsed,
              RefusalReason.ChallengeDeserializationError,
              RefusalReason.ChallengeDecryptionError,
              RefusalReason.ChallengeDecodingError,
              RefusalReason.ChallengeInvalidTimestamp,
              RefusalReason.AadKeyIdentifierListMissing,
              RefusalReason.RegisteredKeyMismatch,
              RefusalReason.SigningCertThumbprintMismatch,
              RefusalReason.BadCertificateRequestIdInChallenge,
              RefusalReason.BadDeviceIdInChallenge,
              RefusalReason.BadUserIdInChallenge,
              RefusalReason.RefusedByOutsideAuthority,
              RefusalReason.TooManyFailures,
              RefusalReason.ScepProfileNoLongerTargetedToTheClient),
          403,
          List.of(
              RefusalReason.NoRightToTemplate,
              RefusalReason.EndpointUnknown,
              RefusalReason.EndpointNotRegistered,
              RefusalReason.ApprovalDenied,
              RefusalReason.RefusedByIssuingAuthority,
              RefusalReason.RequestExpired),
          503,
          List.of(RefusalReason.TemporarilyUnavailable));

  private static int expected(RefusalReason reason) {
    return OTHERS.entrySet().stream()
        .filter(entry -> entry.getValue().contains(reason))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(400);
  }

  @ParameterizedTest
  @EnumSource(RefusalReason.class)
  void each_refusal_has_its_status(RefusalReason reason) {
    assertThat(EstStatus.of(Denial.of(reason))).isEqualTo(expected(reason));
  }

  @Test
  void each_denial_has_one() {
    assertThat(Arrays.stream(Denial.values()).map(EstStatus::of)).isSubsetOf(400, 401, 403, 503);
  }
}
