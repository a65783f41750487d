package org.scepter.registrationpoint.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.enrolment.Pending;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.Verdict;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.PublicKeyInfo;
import org.scepter.pki.Sha256;

class WaitingRulesTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration DELAY = Duration.ofMinutes(3);

  @ParameterizedTest
  @CsvSource({
    "WAITING,  0, Pending",
    "WAITING,  9, Pending",
    "WAITING,  10, RequestExpired",
    "WAITING,  11, RequestExpired",
    "APPROVED, 1, nothing",
    "APPROVED, 11, nothing",
    "DENIED,   1, ApprovalDenied",
    "DENIED,   11, ApprovalDenied",
  })
  void a_request_of_ten_minutes_that_stands_so(WaitingState state, int minute, String told) {
    Optional<Verdict> obstacle =
        WaitingRules.obstacle(request(state), DELAY, START.plus(Duration.ofMinutes(minute)));

    assertThat(obstacle.map(WaitingRulesTest::word).orElse("nothing")).isEqualTo(told);
  }

  private static String word(Verdict verdict) {
    if (verdict instanceof Pending pending) {
      assertThat(pending.retryAfter()).isEqualTo(DELAY);
      return "Pending";
    }
    return ((Refused) verdict).reason().name();
  }

  private static WaitingRequest request(WaitingState state) {
    return new WaitingRequest(
        new EnrolmentId("0".repeat(32)),
        state,
        new WaitingRequest.Asked(
            new Sha256("0".repeat(64)),
            "CN=phone-1",
            List.of(),
            KeyUsageMask.GENERAL_PURPOSE,
            PublicKeyInfo.Algorithm.RSA,
            2048),
        START,
        START.plus(Duration.ofMinutes(10)),
        state == WaitingState.WAITING
            ? Optional.empty()
            : Optional.of(new WaitingRequest.Decided(START, "")));
  }
}
