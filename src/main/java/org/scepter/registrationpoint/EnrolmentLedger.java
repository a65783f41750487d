package org.scepter.registrationpoint;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.scepter.enrolment.Authorisation;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.enrolment.VerificationRequest;
import org.scepter.pki.Sha256;
import org.scepter.pki.TransactionId;
import org.scepter.registrationpoint.store.ChallengeStore;
import org.scepter.registrationpoint.store.EnrolmentStore;

/** Names enrolments and writes what is authorised for them. */
@ApplicationScoped
public class EnrolmentLedger {
  private final EnrolmentStore enrolments;
  private final ChallengeStore challenges;
  private final RegistrationPointSettings settings;
  private final SecureRandom random;

  EnrolmentLedger() {
    this.enrolments = null;
    this.challenges = null;
    this.settings = null;
    this.random = null;
  }

  @Inject
  public EnrolmentLedger(
      EnrolmentStore enrolments,
      ChallengeStore challenges,
      RegistrationPointSettings settings,
      SecureRandom random) {
    this.enrolments = enrolments;
    this.challenges = challenges;
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
    Sha256 digest = question.request().der().sha256();
    if (challenge.state() != ChallengeState.ISSUED) {
      Optional<EnrolmentView> known = enrolments.find(fresh);
      if (known.isPresent()) {
        enrolments.alias(known.get(), question.transaction(), digest, now);
        return known.get();
      }
    }
    EnrolmentView recorded = enrolments.open(fresh, asker.certificate());
    enrolments.firstAlias(recorded, question.transaction(), digest, now);
    return recorded;
  }

  public Optional<EnrolmentView> find(
      EndpointName endpoint, TransactionId transaction, Sha256 key) {
    return enrolments.byTransaction(endpoint, transaction, key);
  }

  public Optional<ChallengeView> challengeOf(EnrolmentView enrolment) {
    return challenges.byId(enrolment.challenge());
  }

  public Sha256 requestDigest(EnrolmentView enrolment, TransactionId transaction) {
    return enrolments.requestDigest(enrolment, transaction).orElseThrow();
  }

  /** What may be issued, from what was expected: nothing is taken from the request but its key. */
  public Authorisation authorise(
      EnrolmentView enrolment,
      Expectation expected,
      TransactionId transaction,
      Sha256 request,
      Asker asker,
      Instant now) {
    return new Authorisation(
        enrolment.id(),
        Optional.empty(),
        enrolment.endpoint(),
        transaction,
        request,
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
        Optional.empty(),
        asker.certificate(),
        now,
        now.plus(settings.authorisationLifetime()));
  }
}
