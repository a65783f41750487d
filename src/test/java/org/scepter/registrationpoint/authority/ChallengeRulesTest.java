package org.scepter.registrationpoint.authority;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.pki.Sha256;
import org.scepter.registrationpoint.ChallengeId;
import org.scepter.registrationpoint.ChallengeState;
import org.scepter.registrationpoint.ChallengeView;
import org.scepter.registrationpoint.ExpectedPhone;
import org.scepter.registrationpoint.Revocation;

class ChallengeRulesTest {
  private static final Instant ISSUED_AT = Instant.parse("2026-11-23T10:00:00Z");
  private static final Instant BOUND_AT = ISSUED_AT.plus(Duration.ofMinutes(30));
  private static final Instant EXPIRES_AT = ISSUED_AT.plus(Duration.ofHours(1));
  private static final Instant IN_TIME = EXPIRES_AT.minusMillis(1);
  private static final Instant LATE = EXPIRES_AT.plus(Duration.ofDays(2));
  private static final Instant TOO_LATE = BOUND_AT.plus(Duration.ofDays(7));
  private static final Sha256 OWN = Sha256.of(new byte[] {1});
  private static final Sha256 OTHER = Sha256.of(new byte[] {2});

  static Stream<Arguments> standings() {
    return Stream.of(
        granted(ChallengeState.ISSUED, OWN, IN_TIME),
        refused(ChallengeState.ISSUED, OWN, EXPIRES_AT, RefusalReason.ChallengeExpired),
        granted(ChallengeState.BOUND, OWN, IN_TIME),
        granted(ChallengeState.BOUND, OWN, LATE),
        refused(ChallengeState.BOUND, OWN, TOO_LATE, RefusalReason.ChallengeExpired),
        refused(ChallengeState.BOUND, OTHER, IN_TIME, RefusalReason.ChallengeAlreadyUsed),
        refused(ChallengeState.BOUND, OTHER, TOO_LATE, RefusalReason.ChallengeAlreadyUsed),
        granted(ChallengeState.CONSUMED, OWN, IN_TIME),
        granted(ChallengeState.CONSUMED, OWN, TOO_LATE),
        refused(ChallengeState.CONSUMED, OTHER, TOO_LATE, RefusalReason.ChallengeAlreadyUsed));
  }

  private static Arguments granted(ChallengeState state, Sha256 key, Instant now) {
    return Arguments.of(state, key, now, Optional.empty());
  }

  private static Arguments refused(
      ChallengeState state, Sha256 key, Instant now, RefusalReason reason) {
    return Arguments.of(state, key, now, Optional.of(reason));
  }

  @ParameterizedTest
  @MethodSource("standings")
  void a_key_may_use_an_unused_challenge_in_time_and_its_own_one_again(
      ChallengeState state, Sha256 key, Instant now, Optional<RefusalReason> reason) {
    assertThat(obstacle(challenge(state, Optional.empty()), key, now).map(Refused::reason))
        .isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({
    // waits until, asked on, may go on: days after the challenge was bound
    "30, 29, true",
    "30, 36, true",
    "30, 37, false",
    "2,  8,  true",
    "2,  9,  false",
    "-1, 6,  true",
    "-1, 7,  false"
  })
  void the_time_for_asking_again_begins_when_the_waiting_for_an_operator_ends(
      int until, int asked, boolean granted) {
    Optional<Refused> obstacle =
        ChallengeRules.obstacle(
            challenge(ChallengeState.BOUND, Optional.empty()),
            OWN,
            BOUND_AT.plus(Duration.ofDays(asked)),
            Duration.ofDays(7),
            Optional.of(BOUND_AT.plus(Duration.ofDays(until))));

    assertThat(obstacle.isEmpty()).isEqualTo(granted);
  }

  static Stream<Arguments> endings() {
    return Stream.of(
        Arguments.of(
            Revocation.Cause.UNTARGETED, RefusalReason.ScepProfileNoLongerTargetedToTheClient),
        Arguments.of(Revocation.Cause.SUPERSEDED, RefusalReason.ChallengeRevoked),
        Arguments.of(Revocation.Cause.OPERATOR, RefusalReason.ChallengeRevoked),
        Arguments.of(Revocation.Cause.FAILURES, RefusalReason.ChallengeRevoked));
  }

  @ParameterizedTest
  @MethodSource("endings")
  void an_ended_challenge_says_who_ended_it(Revocation.Cause cause, RefusalReason reason) {
    ChallengeView ended =
        challenge(ChallengeState.REVOKED, Optional.of(new Revocation(cause, "because")));

    assertThat(obstacle(ended, OWN, IN_TIME).map(Refused::reason)).contains(reason);
    assertThat(obstacle(ended, OWN, IN_TIME).orElseThrow().detail()).contains("because");
  }

  @Test
  void an_unused_challenge_shows_as_expired_when_its_life_is_over() {
    ChallengeView challenge = challenge(ChallengeState.ISSUED, Optional.empty());

    assertThat(challenge.asOf(IN_TIME).state()).isEqualTo(ChallengeState.ISSUED);
    assertThat(challenge.asOf(EXPIRES_AT).state()).isEqualTo(ChallengeState.EXPIRED);
    assertThat(challenge(ChallengeState.BOUND, Optional.empty()).asOf(LATE).state())
        .isEqualTo(ChallengeState.BOUND);
  }

  private static Optional<Refused> obstacle(ChallengeView challenge, Sha256 key, Instant now) {
    return ChallengeRules.obstacle(challenge, key, now, Duration.ofDays(7), Optional.empty());
  }

  private static ChallengeView challenge(ChallengeState state, Optional<Revocation> revocation) {
    return new ChallengeView(
        new ChallengeId("0123456789abcdef0123456789abcdef"),
        state,
        ExpectedPhone.usual(),
        ISSUED_AT,
        EXPIRES_AT,
        ISSUED_AT,
        state == ChallengeState.BOUND || state == ChallengeState.CONSUMED
            ? Optional.of(new ChallengeView.Binding(OWN, BOUND_AT))
            : Optional.empty(),
        revocation);
  }
}
