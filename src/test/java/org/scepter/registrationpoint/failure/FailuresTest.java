package org.scepter.registrationpoint.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.scepter.enrolment.Arrival;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.VerificationRequest;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.Der;
import org.scepter.pki.PublicKeyInfo;
import org.scepter.pki.SubjectName;
import org.scepter.pki.TemplateName;
import org.scepter.pki.TransactionId;
import org.scepter.pki.UnreadableException;
import org.scepter.platform.Happening;
import org.scepter.platform.SettingsReader;
import org.scepter.registrationpoint.ChallengeId;
import org.scepter.registrationpoint.ChallengeState;
import org.scepter.registrationpoint.ChallengeView;
import org.scepter.registrationpoint.ExpectedPhone;
import org.scepter.registrationpoint.store.ChallengeTroubleStore;

class FailuresTest {
  private static final Instant NOW = Instant.parse("2026-11-26T08:00:00Z");
  private static final Refused UNKNOWN = new Refused(RefusalReason.ChallengeUnknown, "nobody's");

  /** One challenge in memory. */
  private static final class OneChallenge extends ChallengeTroubleStore {
    private int failures;
    private boolean contested;
    private boolean ended;

    @Override
    public void failed(ChallengeId id) {
      failures++;
    }

    @Override
    public void contested(ChallengeId id, Instant now) {
      contested = true;
    }

    @Override
    public boolean endFailed(ChallengeId id, int limit, String why, Instant now) {
      boolean ends = !ended && failures >= limit;
      ended |= ends;
      return ends;
    }
  }

  private final OneChallenge store = new OneChallenge();
  private final List<Happening> happenings = new ArrayList<>();

  private Failures failures(int challenge, int alarm, int address) {
    return new Failures(
        store,
        new FailureLimits(challenge, alarm, address, Duration.ofMinutes(10)),
        Clock.fixed(NOW, ZoneOffset.UTC),
        happenings::add);
  }

  private static ChallengeView challenge(ChallengeState state) {
    return new ChallengeView(
        new ChallengeId("0123456789abcdef0123456789abcdef"),
        state,
        ExpectedPhone.usual(),
        NOW,
        NOW.plusSeconds(60),
        NOW,
        Optional.empty(),
        Optional.empty());
  }

  private static VerificationRequest from(String address) {
    try {
      return new VerificationRequest(
          new EndpointName("mscep"),
          new TransactionId("t1"),
          new TemplateName("ScepterDevice"),
          new CertificationRequest(
              Der.of(new byte[] {0x30, 0}),
              SubjectName.parse("CN=victim"),
              new PublicKeyInfo(Der.of(new byte[] {0x30, 1}), PublicKeyInfo.Algorithm.RSA, 2048),
              Optional.empty(),
              List.of(),
              OptionalInt.empty(),
              List.of(),
              Optional.empty(),
              false),
          Optional.of(Der.of(new byte[] {0x30, 0})),
          Optional.empty(),
          Optional.empty(),
          new Arrival(Optional.ofNullable(address), Optional.empty()));
    } catch (UnreadableException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void an_unused_challenge_ends_after_so_many_refusals_with_one_alarm() {
    Failures failures = failures(3, 0, 0);
    for (int i = 0; i < 5; i++) {
      failures.ofChallenge(
          challenge(ChallengeState.ISSUED),
          new Refused(RefusalReason.SubjectNameMismatch, "another"));
    }

    assertThat(store.ended).isTrue();
    assertThat(happenings)
        .singleElement()
        .satisfies(
            alarm -> {
              assertThat(alarm.outcome()).isEqualTo(Happening.Outcome.ALARM);
              assertThat(alarm.object()).isEqualTo("challenge:0123456789abcdef0123456789abcdef");
              assertThat(alarm.reason())
                  .isEqualTo("TooManyFailures: ended after 3 refused requests");
            });
  }

  @ParameterizedTest
  @EnumSource(value = ChallengeState.class, names = "ISSUED", mode = EnumSource.Mode.EXCLUDE)
  void what_others_do_with_a_challenge_never_ends_its_owners(ChallengeState state) {
    Failures failures = failures(1, 0, 0);
    for (int i = 0; i < 5; i++) {
      failures.ofChallenge(
          challenge(state), new Refused(RefusalReason.ChallengeAlreadyUsed, "another key"));
    }

    assertThat(store.ended).isFalse();
    assertThat(store.contested).isTrue();
    assertThat(store.failures).isEqualTo(5);
  }

  @Test
  void no_limit_ends_nothing() {
    Failures failures = failures(0, 0, 0);
    for (int i = 0; i < 1000; i++) {
      failures.ofChallenge(
          challenge(ChallengeState.ISSUED),
          new Refused(RefusalReason.SubjectNameMismatch, "another"));
      assertThat(failures.ofAddress(from("192.0.2.7"), UNKNOWN)).isEmpty();
    }
    assertThat(store.ended).isFalse();
    assertThat(happenings).isEmpty();
  }

  @Test
  void many_unknown_challenges_from_one_address_raise_one_alarm_and_are_refused_by_name() {
    Failures failures = failures(0, 5, 10);
    for (int i = 1; i <= 12; i++) {
      Optional<Refused> instead = failures.ofAddress(from("192.0.2.7"), UNKNOWN);
      assertThat(instead.map(Refused::reason))
          .isEqualTo(i > 10 ? Optional.of(RefusalReason.TooManyFailures) : Optional.empty());
    }

    assertThat(happenings)
        .singleElement()
        .satisfies(alarm -> assertThat(alarm.object()).isEqualTo("address:192.0.2.7"));
    assertThat(failures.ofAddress(from("192.0.2.8"), UNKNOWN)).isEmpty();
  }

  @Test
  void a_request_of_which_no_address_is_known_counts_for_nobody() {
    Failures failures = failures(0, 1, 1);
    for (int i = 0; i < 10; i++) {
      assertThat(failures.ofAddress(from(null), UNKNOWN)).isEmpty();
    }
    assertThat(happenings).isEmpty();
  }

  @Test
  void a_device_that_makes_another_mistake_is_no_stranger() {
    Failures failures = failures(0, 1, 1);
    for (int i = 0; i < 10; i++) {
      assertThat(
              failures.ofAddress(
                  from("192.0.2.7"), new Refused(RefusalReason.RenewalTooEarly, "early")))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "challenge-limit, -1",
    "address-alarm, many",
    "address-limit, 1000001",
    "window, PT0S"
  })
  void a_limit_that_is_none_is_a_fault_that_names_its_key(String key, String value) {
    String name = "scepter.registrationpoint.failures." + key;
    SettingsReader reader =
        new SettingsReader(asked -> asked.equals(name) ? Optional.of(value) : Optional.empty());
    FailureLimits.from(reader);

    assertThat(reader.faults()).singleElement().asString().startsWith(name + ": ");
  }

  @ParameterizedTest
  @EnumSource(
      value = RefusalReason.class,
      names = {"TemporarilyUnavailable", "NoRightToTemplate", "RefusedByIssuingAuthority"})
  void what_is_not_the_requests_fault_ends_no_challenge(RefusalReason reason) {
    Failures failures = failures(1, 0, 0);
    for (int i = 0; i < 5; i++) {
      failures.ofChallenge(challenge(ChallengeState.ISSUED), new Refused(reason, "away"));
    }

    assertThat(store.failures).isZero();
    assertThat(store.ended).isFalse();
  }
}
