package org.scepter.registrationpoint;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.scepter.enrolment.Authorisation;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.enrolment.Verdict;
import org.scepter.enrolment.VerificationRequest;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.Sha256;
import org.scepter.pki.TransactionId;
import org.scepter.registrationpoint.approval.KeptMessage;
import org.scepter.registrationpoint.approval.PresentedRequest;
import org.scepter.registrationpoint.approval.WaitingRoom;
import org.scepter.registrationpoint.store.ChallengeStore;
import org.scepter.registrationpoint.store.EnrolmentStore;

/** Names enrolments, lets them wait and writes what is authorised for them. */
@ApplicationScoped
public class EnrolmentLedger {
  private final EnrolmentStore enrolments;
  private final ChallengeStore challenges;
  private final WaitingRoom waiting;
  private final RegistrationPointSettings settings;
  private final SecureRandom random;

  EnrolmentLedger() {
    this.enrolments = null;
    this.challenges = null;
    this.waiting = null;
    this.settings = null;
    this.random = null;
  }

  @Inject
  public EnrolmentLedger(
      EnrolmentStore enrolments,
      ChallengeStore challenges,
      WaitingRoom waiting,
      RegistrationPointSettings settings,
      SecureRandom random) {
    this.enrolments = enrolments;
    this.challenges = challenges;
    this.waiting = waiting;
    this.settings = settings;
    this.random = random;
  }

  /**
   * The enrolment of the endpoint, the challenge and the request's key, recorded now if it is the
   * first time; the transactionID becomes one of its names.
   *
   * @param challenge as it was before the request was granted it
   */
  public EnrolmentView open(
      ChallengeView challenge, VerificationRequest question, Asker asker, Instant now) {
    EnrolmentView fresh =
        new EnrolmentView(
            EnrolmentId.random(random),
            question.endpoint(),
            challenge.id(),
            question.request().publicKey().digest(),
            challenge.expectation().device(),
            challenge.expectation().profile(),
            now,
            Optional.empty());
    PresentedRequest presented = PresentedRequest.of(question);
    if (challenge.state() != ChallengeState.ISSUED) {
      Optional<EnrolmentView> known = enrolments.find(fresh);
      if (known.isPresent()) {
        enrolments.alias(known.get(), question.transaction(), presented, now);
        return known.get();
      }
    }
    EnrolmentView recorded = enrolments.open(fresh, asker.certificate());
    enrolments.firstAlias(recorded, question.transaction(), presented, now);
    return recorded;
  }

  public Optional<EnrolmentView> find(
      EndpointName endpoint, TransactionId transaction, Sha256 key) {
    return enrolments.byTransaction(endpoint, transaction, key);
  }

  public Optional<ChallengeView> challengeOf(EnrolmentView enrolment) {
    return challenges.byId(enrolment.challenge());
  }

  /** As {@link WaitingRoom#enter}. */
  public Optional<Verdict> enterWaitingRoom(
      EnrolmentView enrolment, Expectation expected, VerificationRequest question, Instant now) {
    Optional<Verdict> obstacle = waiting.enter(enrolment, expected, question, now);
    if (obstacle.isPresent()) {
      enrolments.answered(enrolment.id(), "WAITING", now);
    }
    return obstacle;
  }

  /** As {@link WaitingRoom#obstacle}. */
  public Optional<Verdict> waitsFor(EnrolmentView enrolment, Expectation expected, Instant now) {
    return waiting.obstacle(enrolment, expected, now);
  }

  /** The newest message that waits or waited for an answer. */
  public Optional<KeptMessage> messageOf(EnrolmentView enrolment) {
    return waiting.message(enrolment);
  }

  /**
   * What may be issued, from what was expected: nothing is taken from the request but its key and
   * the CA under whose RA it came.
   *
   * @param renewed the serial number of the certificate that it renews; empty for a new one
   */
  public Authorisation authorise(
      EnrolmentView enrolment,
      Expectation expected,
      Optional<SerialNumber> renewed,
      TransactionId transaction,
      PresentedRequest presented,
      Asker asker,
      Instant now) {
    if (!enrolment.createdAt().equals(now)) {
      enrolments.answered(enrolment.id(), "AUTHORISED", now);
    }
    return new Authorisation(
        enrolment.id(),
        renewed,
        enrolment.endpoint(),
        transaction,
        presented.digest(),
        enrolment.key(),
        expected.template(),
        expected.templateVersion(),
        expected.subject(),
        expected.subjectAltNames(),
        expected.securityIdentifier(),
        expected.keyUsage(),
        expected.extendedKeyUsages(),
        expected.validity(),
        expected.profile(),
        presented.issuingCa(),
        asker.certificate(),
        now,
        now.plus(settings.authorisationLifetime()));
  }
}
