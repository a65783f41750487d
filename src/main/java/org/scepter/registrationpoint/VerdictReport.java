package org.scepter.registrationpoint;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.Verdict;
import org.scepter.enrolment.VerificationRequest;
import org.scepter.pki.TransactionId;
import org.scepter.platform.Happening;
import org.scepter.registrationpoint.authority.Decision;
import org.scepter.registrationpoint.failure.Failures;

/** Says in audit and CRP.log how a question ended. */
@ApplicationScoped
public class VerdictReport {
  private static final System.Logger CRP = System.getLogger("scepter.CRP");
  private static final String ACTION = "challenge.verify";

  private final Event<Happening> happenings;
  private final Event<Contested> contests;
  private final Event<ClockNoted> clocks;
  private final Failures failures;

  VerdictReport() {
    this(null, null, null, null);
  }

  @Inject
  public VerdictReport(
      Event<Happening> happenings,
      Event<Contested> contests,
      Event<ClockNoted> clocks,
      Failures failures) {
    this.happenings = happenings;
    this.contests = contests;
    this.clocks = clocks;
    this.failures = failures;
  }

  public void authorised(VerificationRequest question, EnrolmentView enrolment) {
    happenings.fire(
        new Happening(
            ACTION,
            "device:" + enrolment.device(),
            Happening.Outcome.DONE,
            "enrolment " + enrolment.id() + " of " + enrolment.profile() + clock(question),
            question.transaction().value()));
    note(question, enrolment.device(), enrolment.profile());
    CRP.log(System.Logger.Level.INFO, "VerifyRequest Finished with status True");
  }

  /** Reports why a request does not go on now, which it returns. */
  public Verdict waits(
      VerificationRequest question,
      ChallengeView challenge,
      EnrolmentView enrolment,
      Verdict obstacle) {
    if (obstacle instanceof Refused refusal) {
      return told(question, Optional.of(challenge), refusal);
    }
    happenings.fire(
        new Happening(
            ACTION,
            "device:" + enrolment.device(),
            Happening.Outcome.DONE,
            "enrolment "
                + enrolment.id()
                + " of "
                + enrolment.profile()
                + " waits for approval"
                + clock(question),
            question.transaction().value()));
    note(question, enrolment.device(), enrolment.profile());
    CRP.log(System.Logger.Level.INFO, "VerifyRequest Finished with status Pending");
    return obstacle;
  }

  /** Counts and reports a refusal, which it returns, or the one that follows from the count. */
  public Refused refused(VerificationRequest question, Decision decision) {
    Refused refusal = decision.refusal().orElseThrow();
    if (decision.challenge().isEmpty()) {
      return told(
          question, Optional.empty(), failures.ofAddress(question, refusal).orElse(refusal));
    }
    failures.ofChallenge(decision.challenge().get(), refusal);
    return told(question, decision.challenge(), refusal);
  }

  /** Reports that a poll is refused, which it returns. */
  public Refused pollRefused(
      EndpointName endpoint, TransactionId transaction, Optional<String> device, Refused refusal) {
    happenings.fire(
        Happening.refused(
            "challenge.poll",
            device.map(name -> "device:" + name).orElse("endpoint:" + endpoint),
            refusal.reason() + ": " + refusal.detail(),
            transaction.value()));
    CRP.log(
        System.Logger.Level.WARNING,
        () -> "Poll Finished with status False. " + refusal.reason() + ": " + refusal.detail());
    return refusal;
  }

  /** Reports a question whose PKCS#10 cannot be read, and gives the refusal. */
  public Refused unreadable(EndpointName endpoint, TransactionId transaction, String why) {
    Refused refusal = new Refused(RefusalReason.CertificateRequestDecodingFailed, why);
    happenings.fire(
        Happening.refused(
            ACTION, "endpoint:" + endpoint, refusal.reason() + ": " + why, transaction.value()));
    CRP.log(
        System.Logger.Level.ERROR, () -> "Validation Phase 1 finished with status False. " + why);
    CRP.log(System.Logger.Level.ERROR, "VerifyRequest Finished with status False");
    return refusal;
  }

  private Refused told(
      VerificationRequest question, Optional<ChallengeView> presented, Refused refusal) {
    String object =
        presented
            .map(challenge -> "device:" + challenge.expectation().device())
            .orElse("endpoint:" + question.endpoint());
    String reason = refusal.reason() + ": " + refusal.detail() + clock(question);
    String transaction = question.transaction().value();
    if (refusal.reason() == RefusalReason.ChallengeAlreadyUsed) {
      happenings.fire(Happening.alarm(ACTION, object, reason, transaction));
      presented.map(ChallengeView::expectation).ifPresent(this::contested);
    } else {
      happenings.fire(Happening.refused(ACTION, object, reason, transaction));
    }
    presented
        .map(ChallengeView::expectation)
        .ifPresent(expected -> note(question, expected.device(), expected.profile()));
    CRP.log(System.Logger.Level.ERROR, "VerifyRequest Finished with status False");
    return refusal;
  }

  private void note(VerificationRequest question, String device, String profile) {
    question
        .arrival()
        .clockAhead()
        .ifPresent(
            ahead -> {
              clocks.fire(new ClockNoted(device, profile, ahead));
              CRP.log(
                  System.Logger.Level.WARNING,
                  () -> "The clock of the device" + words(ahead) + ": check the device's time.");
            });
  }

  private static String clock(VerificationRequest question) {
    return question
        .arrival()
        .clockAhead()
        .map(ahead -> "; the device's clock" + words(ahead))
        .orElse("");
  }

  private static String words(Duration ahead) {
    return " is " + ahead.abs() + (ahead.isNegative() ? " behind ours" : " ahead of ours");
  }

  private void contested(Expectation expectation) {
    contests.fire(new Contested(expectation.device(), expectation.profile()));
  }
}
