package org.scepter.registrationpoint.authority;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.VerificationRequest;
import org.scepter.pki.Sha256;
import org.scepter.registrationpoint.ChallengeId;
import org.scepter.registrationpoint.ChallengeMac;
import org.scepter.registrationpoint.ChallengeState;
import org.scepter.registrationpoint.ChallengeView;
import org.scepter.registrationpoint.Expectation;
import org.scepter.registrationpoint.outside.OutsideAnswer.Agreed;
import org.scepter.registrationpoint.store.ChallengeStore;
import org.scepter.registrationpoint.terms.EndpointTerms;
import org.scepter.registrationpoint.terms.RequestedNames;

/**
 * Turns a challenge that somebody outside gave out, and has agreed to, into one of ours that is the
 * request's key's. From then on nobody outside is asked about it.
 */
@ApplicationScoped
public class OutsideBinding {
  // Only a retransmission can fall into this time; a certificate that came of it stays for ever.
  private static final Duration USE = Duration.ofDays(7);

  private final ChallengeStore challenges;
  private final ChallengeMac macs;
  private final RequestedNames names;
  private final IssuedChallengeAuthority issued;
  private final SecureRandom random;

  OutsideBinding() {
    this.challenges = null;
    this.macs = null;
    this.names = null;
    this.issued = null;
    this.random = null;
  }

  @Inject
  public OutsideBinding(
      ChallengeStore challenges,
      ChallengeMac macs,
      RequestedNames names,
      IssuedChallengeAuthority issued,
      SecureRandom random) {
    this.challenges = challenges;
    this.macs = macs;
    this.names = names;
    this.issued = issued;
    this.random = random;
  }

  /** What the challenge has become by an earlier request, of whatever key. */
  Optional<ChallengeView> known(VerificationRequest question) {
    return challenges.byMac(question.endpoint(), mac(question));
  }

  /** As {@link IssuedChallengeAuthority#weigh}. */
  Decision weigh(ChallengeView known, VerificationRequest question, Instant now) {
    return issued.weigh(known, question, now);
  }

  private Sha256 mac(VerificationRequest question) {
    return macs.ofOutside(
        question.endpoint(), question.request().challengePassword().orElseThrow());
  }

  /** Decides about a request with a challenge that is not {@link #known}. */
  Decision bind(EndpointTerms terms, Agreed agreed, VerificationRequest question, Instant now) {
    Optional<Refused> objection = names.objection(terms, question);
    if (objection.isPresent()) {
      return refused(objection.get());
    }
    ChallengeView challenge = challenge(terms, agreed, question, now);
    Optional<Refused> difference = difference(agreed, challenge, question);
    if (difference.isPresent()) {
      return refused(difference.get());
    }
    Sha256 mac = mac(question);
    Sha256 key = question.request().publicKey().digest();
    if (challenges.recordBound(challenge, mac, key, now)) {
      return Decision.granted(challenge);
    }
    return challenges
        .byMac(terms.name(), mac)
        .map(first -> issued.weigh(first, question, now))
        .orElseGet(
            () ->
                Decision.refused(
                    RefusalReason.ChallengeUnknown, "it was used at another endpoint"));
  }

  private static Optional<Refused> difference(
      Agreed agreed, ChallengeView challenge, VerificationRequest question) {
    if (agreed.template().filter(only -> !only.equals(question.template())).isPresent()) {
      return Optional.of(
          new Refused(
              RefusalReason.TemplateMismatch,
              "agreed to was " + agreed.template().get() + ", asked was " + question.template()));
    }
    return RequestRules.differenceBetween(
        challenge.expectation(), question.request(), question.template());
  }

  private ChallengeView challenge(
      EndpointTerms terms, Agreed agreed, VerificationRequest question, Instant now) {
    ChallengeId id = ChallengeId.random(random);
    Expectation asked =
        names.expectation(terms, RequestedNames.device(terms, question, id.hex()), false, question);
    return new ChallengeView(
        id,
        ChallengeState.ISSUED,
        asked.named(
            agreed.subject().orElse(asked.subject()),
            agreed.subjectAltNames().orElse(asked.subjectAltNames())),
        now,
        now.plus(USE),
        now,
        Optional.empty(),
        Optional.empty());
  }

  private static Decision refused(Refused why) {
    return Decision.refused(why.reason(), Details.of(why.detail()));
  }
}
