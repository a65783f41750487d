package org.scepter.registrationpoint;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.scepter.enrolment.Authorised;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.Polled;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.Verdict;
import org.scepter.enrolment.VerificationRequest;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.Sha256;
import org.scepter.pki.TransactionId;
import org.scepter.registrationpoint.approval.KeptMessage;
import org.scepter.registrationpoint.approval.PresentedRequest;
import org.scepter.registrationpoint.authority.Authorities;
import org.scepter.registrationpoint.authority.AuthorityKind;
import org.scepter.registrationpoint.authority.Decision;
import org.scepter.registrationpoint.outside.OutsideAnswer;

/**
 * Answers "is this request authorised?", the one place that does. Refusals are values: what is
 * recorded about them is committed.
 */
@ApplicationScoped
public class RegistrationPoint {
  private static final System.Logger CRP = System.getLogger("scepter.CRP");

  private final RegistrationPointSettings settings;
  private final Authorities authorities;
  private final EnrolmentLedger ledger;
  private final VerdictReport report;
  private final Clock clock;

  RegistrationPoint() {
    this.settings = null;
    this.authorities = null;
    this.ledger = null;
    this.report = null;
    this.clock = null;
  }

  @Inject
  public RegistrationPoint(
      RegistrationPointSettings settings,
      Authorities authorities,
      EnrolmentLedger ledger,
      VerdictReport report,
      Clock clock) {
    this.settings = settings;
    this.authorities = authorities;
    this.ledger = ledger;
    this.report = report;
    this.clock = clock;
  }

  /**
   * Decides about a request: validates everything, binds the challenge to the request's key, names
   * the enrolment. The same challenge and key again give the same enrolment, whatever the
   * transactionID.
   *
   * @param outside what the endpoint's authority said, if it is one outside
   */
  @Transactional
  public Verdict verify(VerificationRequest question, OutsideAnswer outside, Asker asker) {
    CRP.log(System.Logger.Level.INFO, "VerifyRequest Started.");
    CRP.log(System.Logger.Level.INFO, () -> asked(question, asker));
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Decision decision = decide(question, outside, now);
    if (decision.refusal().isPresent()) {
      return report.refused(question, decision);
    }
    ChallengeView challenge = decision.challenge().orElseThrow();
    EnrolmentView enrolment = ledger.open(challenge, question, asker, now);
    Optional<Verdict> obstacle =
        ledger.enterWaitingRoom(enrolment, challenge.expectation(), question, now);
    if (obstacle.isPresent()) {
      return report.waits(question, challenge, enrolment, obstacle.get());
    }
    report.authorised(question, enrolment);
    return new Authorised(
        ledger.authorise(
            enrolment,
            challenge.expectation(),
            renewed(question, challenge),
            question.transaction(),
            PresentedRequest.of(question),
            asker,
            now),
        isReported(question.endpoint()));
  }

  // Only what a certificate signed can renew it.
  private Optional<SerialNumber> renewed(VerificationRequest question, ChallengeView challenge) {
    return question.contentKey().isEmpty()
        ? Optional.empty()
        : authorities.renewedSerial(challenge);
  }

  private static String asked(VerificationRequest question, Asker asker) {
    return "Transaction "
        + question.transaction()
        + " at endpoint "
        + question.endpoint()
        + question.arrival().address().map(from -> ", device at " + from).orElse("")
        + asker.certificate().map(node -> ", asked by certificate " + node.hex()).orElse("");
  }

  private Decision decide(VerificationRequest question, OutsideAnswer outside, Instant now) {
    if (!settings.endpoints().containsKey(question.endpoint())) {
      return new Decision(
          Optional.empty(),
          Optional.of(
              new Refused(
                  RefusalReason.EndpointUnknown, question.endpoint() + " is no endpoint here")));
    }
    return switch (settings.endpoints().get(question.endpoint())) {
      case ISSUED_CHALLENGE -> authorities.issuedChallenge().decide(question, now);
      case PASSWORD -> authorities.byPassword(question, now);
      case INTUNE, WEBHOOK -> authorities.byOutside(question, outside, now);
    };
  }

  /**
   * What became of an earlier request, found by endpoint, transactionID and the signer's key; once
   * authorised always with its message.
   */
  @Transactional
  public Polled poll(
      EndpointName endpoint, TransactionId transaction, Sha256 signerKey, Asker asker) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Optional<EnrolmentView> enrolment = ledger.find(endpoint, transaction, signerKey);
    // A freed challenge is nobody's until a request binds it again.
    Optional<ChallengeView> challenge =
        enrolment.flatMap(ledger::challengeOf).filter(found -> found.binding().isPresent());
    if (challenge.isEmpty()) {
      return unknown(
          endpoint, transaction, "no enrolment with this transactionID and key is known");
    }
    Optional<Verdict> obstacle = obstacle(enrolment.get(), challenge.get(), now);
    if (obstacle.isPresent()) {
      return Polled.without(
          polled(endpoint, transaction, challenge.get().expectation().device(), obstacle.get()));
    }
    Optional<KeptMessage> kept = ledger.messageOf(enrolment.get());
    if (kept.isEmpty()) {
      return unknown(endpoint, transaction, "the device was not told to poll");
    }
    return new Polled(
        new Authorised(
            ledger.authorise(
                enrolment.get(),
                challenge.get().expectation(),
                authorities.renewedSerial(challenge.get()),
                transaction,
                kept.get().presented(),
                asker,
                now),
            isReported(endpoint)),
        kept.map(KeptMessage::message));
  }

  private Optional<Verdict> obstacle(
      EnrolmentView enrolment, ChallengeView challenge, Instant now) {
    return authorities
        .obstacle(challenge, enrolment.key(), now)
        .<Verdict>map(refused -> refused)
        .or(() -> ledger.waitsFor(enrolment, challenge.expectation(), now));
  }

  private boolean isReported(EndpointName endpoint) {
    AuthorityKind kind = settings.endpoints().get(endpoint);
    return kind != null && kind.hearsOutcome();
  }

  private Verdict polled(
      EndpointName endpoint, TransactionId transaction, String device, Verdict obstacle) {
    return obstacle instanceof Refused refused
        ? report.pollRefused(endpoint, transaction, Optional.of(device), refused)
        : obstacle;
  }

  private Polled unknown(EndpointName endpoint, TransactionId transaction, String detail) {
    return Polled.without(
        report.pollRefused(
            endpoint,
            transaction,
            Optional.empty(),
            new Refused(RefusalReason.PollUnknown, detail)));
  }

  /** Answers a question whose PKCS#10 cannot be read. */
  @Transactional
  public Refused unreadable(EndpointName endpoint, TransactionId transaction, String why) {
    return report.unreadable(endpoint, transaction, why);
  }
}
