package org.scepter.registrationpoint.approval;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.Verdict;
import org.scepter.enrolment.VerificationRequest;
import org.scepter.pki.Der;
import org.scepter.pki.Sha256;
import org.scepter.pki.TransactionId;
import org.scepter.registrationpoint.EnrolmentView;
import org.scepter.registrationpoint.Expectation;
import org.scepter.registrationpoint.RegistrationPointSettings;
import org.scepter.registrationpoint.store.EnrolmentStore;
import org.scepter.registrationpoint.store.WaitingStore;

/** Where requests wait until somebody has decided or the CA is back. Wants a transaction. */
@ApplicationScoped
public class WaitingRoom {
  private final WaitingStore store;
  private final EnrolmentStore enrolments;
  private final RegistrationPointSettings settings;

  WaitingRoom() {
    this.store = null;
    this.enrolments = null;
    this.settings = null;
  }

  @Inject
  public WaitingRoom(
      WaitingStore store, EnrolmentStore enrolments, RegistrationPointSettings settings) {
    this.store = store;
    this.enrolments = enrolments;
    this.settings = settings;
  }

  /**
   * Lets a request that was found right wait for approval, if it needs one. Asked again it is the
   * same request, with its newest message.
   *
   * @return what it waits for or was refused for; empty if it may go on
   */
  public Optional<Verdict> enter(
      EnrolmentView enrolment, Expectation expected, VerificationRequest question, Instant now) {
    if (!expected.approval()) {
      return Optional.empty();
    }
    Sha256 digest = question.request().der().sha256();
    store.add(
        new WaitingRequest(
            enrolment.id(),
            WaitingState.WAITING,
            WaitingRequest.Asked.of(expected, question.request().publicKey(), digest),
            now,
            now.plus(settings.pendingLifetime()),
            Optional.empty()));
    question
        .message()
        .map(message -> new KeptMessage(PresentedRequest.of(question), message))
        .ifPresent(kept -> store.keep(enrolment.id(), kept, now));
    return obstacle(enrolment, expected, now);
  }

  /** Why an enrolment does not go on now; empty if it may. */
  public Optional<Verdict> obstacle(EnrolmentView enrolment, Expectation expected, Instant now) {
    if (!expected.approval()) {
      return Optional.empty();
    }
    return store
        .byId(enrolment.id())
        .map(request -> WaitingRules.obstacle(request, expected.retryDelay(), now))
        .orElseGet(WaitingRoom::nothingWaits);
  }

  // What needs an operator's word does not go on because nobody was asked for it.
  private static Optional<Verdict> nothingWaits() {
    return Optional.of(
        new Refused(RefusalReason.RequestExpired, "nothing of it waits for approval here"));
  }

  /** Keeps the message of a device that was told to poll because the CA has not answered. */
  public void keep(EnrolmentView enrolment, TransactionId transaction, Der message, Instant now) {
    enrolments
        .presented(enrolment, transaction)
        .ifPresent(
            presented -> store.keep(enrolment.id(), new KeptMessage(presented, message), now));
  }

  public Optional<KeptMessage> message(EnrolmentView enrolment) {
    return store.message(enrolment.id());
  }
}
