package org.scepter.registrationpoint.failure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.VerificationRequest;
import org.scepter.platform.Happening;
import org.scepter.registrationpoint.ChallengeState;
import org.scepter.registrationpoint.ChallengeView;
import org.scepter.registrationpoint.store.ChallengeTroubleStore;

/** What follows from a refusal beyond itself. */
@ApplicationScoped
public class Failures {
  private static final System.Logger CRP = System.getLogger("scepter.CRP");
  private static final String ACTION = "challenge.failures";

  /** Such as whoever tries things out gets. */
  private static final Set<RefusalReason> STRANGE =
      EnumSet.of(RefusalReason.ChallengeUnknown, RefusalReason.ChallengePasswordMissing);

  /** Not the request's fault, so that no outage of ours and no rule of theirs ends a challenge. */
  private static final Set<RefusalReason> NOT_COUNTED =
      EnumSet.of(
          RefusalReason.TemporarilyUnavailable,
          RefusalReason.NoRightToTemplate,
          RefusalReason.RefusedByIssuingAuthority);

  private final ChallengeTroubleStore challenges;
  private final FailureLimits limits;
  private final Clock clock;
  private final Consumer<Happening> happenings;
  private final AddressFailures addresses;

  Failures() {
    this.challenges = null;
    this.limits = null;
    this.clock = null;
    this.happenings = null;
    this.addresses = null;
  }

  @Inject
  public Failures(
      ChallengeTroubleStore challenges,
      FailureLimits limits,
      Clock clock,
      Event<Happening> happenings) {
    this(challenges, limits, clock, happenings::fire);
  }

  Failures(
      ChallengeTroubleStore challenges,
      FailureLimits limits,
      Clock clock,
      Consumer<Happening> happenings) {
    this.challenges = challenges;
    this.limits = limits;
    this.clock = clock;
    this.happenings = happenings;
    this.addresses = new AddressFailures(limits.window());
  }

  /** A request that brought a challenge was refused. Within the transaction that refuses it. */
  public void ofChallenge(ChallengeView challenge, Refused refusal) {
    if (NOT_COUNTED.contains(refusal.reason())) {
      return;
    }
    Instant now = now();
    challenges.failed(challenge.id());
    if (refusal.reason() == RefusalReason.ChallengeAlreadyUsed) {
      challenges.contested(challenge.id(), now);
    }
    if (limits.ofChallenge() > 0 && challenge.state() == ChallengeState.ISSUED) {
      String why = "ended after " + limits.ofChallenge() + " refused requests";
      if (challenges.endFailed(challenge.id(), limits.ofChallenge(), why, now)) {
        alarm("challenge:" + challenge.id(), "TooManyFailures: " + why);
      }
    }
  }

  /**
   * A request that brought no known challenge was refused.
   *
   * @return the refusal that is told instead, if too many came from there
   */
  public Optional<Refused> ofAddress(VerificationRequest question, Refused refusal) {
    Optional<String> address = question.arrival().address();
    if (address.isEmpty() || !STRANGE.contains(refusal.reason())) {
      return Optional.empty();
    }
    int failures = addresses.add(address.get(), now());
    if (failures == limits.alarmOfAddress()) {
      alarm(
          "address:" + AddressFailures.site(address.get()),
          "TooManyFailures: "
              + failures
              + " requests without a known challenge within "
              + limits.window());
    }
    return limits.ofAddress() > 0 && failures > limits.ofAddress()
        ? Optional.of(
            new Refused(
                RefusalReason.TooManyFailures,
                "more than "
                    + limits.ofAddress()
                    + " requests without a known challenge from "
                    + AddressFailures.site(address.get())
                    + " within "
                    + limits.window()))
        : Optional.empty();
  }

  private void alarm(String object, String reason) {
    CRP.log(System.Logger.Level.ERROR, object + " " + reason);
    happenings.accept(Happening.alarm(ACTION, object, reason, ""));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
