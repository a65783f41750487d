package org.scepter.registrationpoint.authority;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.VerificationRequest;
import org.scepter.pki.ChallengePassword;
import org.scepter.pki.Sha256;
import org.scepter.registrationpoint.ChallengeId;
import org.scepter.registrationpoint.ChallengeState;
import org.scepter.registrationpoint.ChallengeView;
import org.scepter.registrationpoint.Expectation;
import org.scepter.registrationpoint.password.OneTimePassword;
import org.scepter.registrationpoint.password.PasswordEndpoint;
import org.scepter.registrationpoint.password.PasswordRules;
import org.scepter.registrationpoint.password.PasswordSecrets;
import org.scepter.registrationpoint.password.store.OneTimePasswordStore;
import org.scepter.registrationpoint.store.ChallengeStore;
import org.scepter.registrationpoint.terms.RequestedNames;

/** Turns what a key brings into a challenge that is this key's; the transaction decides who won. */
@ApplicationScoped
public class PasswordBinding {
  // Only a retransmission can fall into this time; a certificate that came of it stays for ever.
  private static final Duration USE = Duration.ofDays(7);

  private final OneTimePasswordStore passwords;
  private final ChallengeStore challenges;
  private final PasswordRules rules;
  private final IssuedChallengeAuthority issued;
  private final PasswordSecrets secrets;

  PasswordBinding() {
    this.passwords = null;
    this.challenges = null;
    this.rules = null;
    this.issued = null;
    this.secrets = null;
  }

  @Inject
  public PasswordBinding(
      OneTimePasswordStore passwords,
      ChallengeStore challenges,
      PasswordRules rules,
      IssuedChallengeAuthority issued,
      PasswordSecrets secrets) {
    this.passwords = passwords;
    this.challenges = challenges;
    this.rules = rules;
    this.issued = issued;
    this.secrets = secrets;
  }

  /** By a one-time password: the first key has it, another one is refused and raises the alarm. */
  public Decision byOneTime(
      PasswordEndpoint endpoint,
      ChallengePassword password,
      VerificationRequest question,
      Instant now) {
    Sha256 mac = secrets.macOf(password);
    Optional<ChallengeView> known = challenges.byMac(endpoint.name(), mac);
    if (known.isPresent()) {
      return issued.weigh(known.get(), question, now);
    }
    Optional<OneTimePassword> found = passwords.byMac(endpoint.name(), mac);
    if (found.isEmpty()) {
      return unknown(endpoint);
    }
    OneTimePassword unused = found.get();
    if (!now.isBefore(unused.expiresAt())) {
      return Decision.refused(RefusalReason.ChallengeExpired, "expired at " + unused.expiresAt());
    }
    Optional<Refused> objection = rules.objection(endpoint, unused.scope(), question);
    if (objection.isPresent()) {
      return refused(objection.get());
    }
    ChallengeView challenge =
        challenge(unused.id(), endpoint, false, question, unused.issuedAt(), unused.expiresAt());
    Optional<Refused> difference = difference(challenge, question);
    if (difference.isPresent()) {
      return refused(difference.get());
    }
    Sha256 key = question.request().publicKey().digest();
    if (passwords.take(unused.id(), key, now) && challenges.recordBound(challenge, mac, key, now)) {
      return Decision.granted(challenge);
    }
    return challenges
        .byMac(endpoint.name(), mac)
        .map(taken -> issued.weigh(taken, question, now))
        .orElseGet(() -> unknown(endpoint));
  }

  /**
   * By something that serves any number of keys, each once.
   *
   * @param approval whether an operator has to say yes
   */
  public Decision byUse(
      PasswordEndpoint endpoint,
      Sha256 use,
      boolean approval,
      VerificationRequest question,
      Instant now) {
    Optional<ChallengeView> known = challenges.byMac(endpoint.name(), use);
    if (known.isPresent()) {
      return issued.weigh(known.get(), question, now);
    }
    Optional<Refused> objection = rules.objection(endpoint, OneTimePassword.Scope.ANY, question);
    if (objection.isPresent()) {
      return refused(objection.get());
    }
    ChallengeView challenge =
        challenge(secrets.id(), endpoint, approval, question, now, now.plus(USE));
    if (challenge.expectation().approval()
        && !passwords.hasRoomToWait(endpoint.name(), endpoint.waitingMax(), now)) {
      return Decision.refused(
          RefusalReason.TemporarilyUnavailable,
          endpoint.waitingMax() + " requests wait for an operator at " + endpoint.name());
    }
    Optional<Refused> difference = difference(challenge, question);
    if (difference.isPresent()) {
      return refused(difference.get());
    }
    Sha256 key = question.request().publicKey().digest();
    if (challenges.recordBound(challenge, use, key, now)) {
      return Decision.granted(challenge);
    }
    return challenges
        .byMac(endpoint.name(), use)
        .map(first -> issued.weigh(first, question, now))
        .orElseGet(() -> unknown(endpoint));
  }

  private ChallengeView challenge(
      ChallengeId id,
      PasswordEndpoint endpoint,
      boolean approval,
      VerificationRequest question,
      Instant issuedAt,
      Instant expiresAt) {
    Expectation expected =
        rules.expectation(
            endpoint,
            RequestedNames.device(endpoint.terms(), question, id.hex()),
            approval,
            question);
    return new ChallengeView(
        id,
        ChallengeState.ISSUED,
        expected,
        issuedAt,
        expiresAt,
        issuedAt,
        Optional.empty(),
        Optional.empty());
  }

  private static Optional<Refused> difference(
      ChallengeView challenge, VerificationRequest question) {
    return RequestRules.differenceBetween(
        challenge.expectation(), question.request(), question.template());
  }

  private static Decision refused(Refused why) {
    return new Decision(
        Optional.empty(), Optional.of(new Refused(why.reason(), Details.of(why.detail()))));
  }

  private static Decision unknown(PasswordEndpoint endpoint) {
    return Decision.refused(
        RefusalReason.ChallengeUnknown, "nobody was given it at " + endpoint.name());
  }
}
