package org.scepter.registrationpoint.authority;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.Provider;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.VerificationRequest;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.ChallengePassword;
import org.scepter.pki.Sha256;
import org.scepter.registrationpoint.ChallengeState;
import org.scepter.registrationpoint.ChallengeView;
import org.scepter.registrationpoint.RegistrationPointSettings;
import org.scepter.registrationpoint.right.TemplateRights;

/**
 * Decides by the challenges that the site issued. Everything is validated before the challenge is
 * bound to the request's key; a refused request changes nothing.
 */
@ApplicationScoped
public class IssuedChallengeAuthority {
  private static final System.Logger CRP = System.getLogger("scepter.CRP");

  // Between losing the race for a challenge and looking who won, an operator may have freed it.
  private static final int BIND_ATTEMPTS = 3;

  private final PresentedChallenges challenges;
  private final TemplateRights rights;
  private final RegistrationPointSettings settings;
  private final Provider provider;
  private final RenewalAuthority renewals;

  IssuedChallengeAuthority() {
    this.challenges = null;
    this.rights = null;
    this.settings = null;
    this.provider = null;
    this.renewals = null;
  }

  @Inject
  public IssuedChallengeAuthority(
      PresentedChallenges challenges,
      TemplateRights rights,
      RegistrationPointSettings settings,
      Provider provider,
      RenewalAuthority renewals) {
    this.challenges = challenges;
    this.rights = rights;
    this.settings = settings;
    this.provider = provider;
    this.renewals = renewals;
  }

  /** Decides; a granted challenge belongs to the request's key when the transaction commits. */
  public Decision decide(VerificationRequest question, Instant now) {
    if (question.contentKey().isEmpty()) {
      return byChallenge(question, now);
    }
    RenewalDecision renewal = renewals.decide(question, now);
    if (!renewal.leavesItToTheChallenge() || challenge(question).isEmpty()) {
      return renewal.decision();
    }
    // Windows renews with a new challenge, and that is all it needs. Where it does not help, the
    // old one came along (RFC 8894 §2.4 lets it), and the renewal's own fault is told.
    Decision challenge = byChallenge(question, now);
    return challenge.refusal().isPresent() && renewal.signer() == RenewalDecision.Signer.OURS
        ? renewal.decision()
        : challenge;
  }

  private static Optional<ChallengePassword> challenge(VerificationRequest question) {
    return question.request().challengePassword().filter(secret -> !secret.isEmpty());
  }

  private Decision byChallenge(VerificationRequest question, Instant now) {
    CertificationRequest request = question.request();
    if (!request.isSignedByItsKey(provider, settings.allowSha1Digest())) {
      return phase1(
          Decision.refused(
              RefusalReason.SignatureValidationFailed, "the PKCS#10 is not signed by its own key"));
    }
    Optional<ChallengePassword> password = challenge(question);
    if (password.isEmpty()) {
      return phase1(
          Decision.refused(RefusalReason.ChallengePasswordMissing, "no challengePassword"));
    }
    Optional<ChallengeView> challenge = challenges.find(question.endpoint(), password.get());
    if (challenge.isEmpty()) {
      return phase1(
          Decision.refused(
              RefusalReason.ChallengeUnknown, "nobody was given it at " + question.endpoint()));
    }
    return weigh(
        challenge.get(), question, now, () -> rights.obstacle(challenge.get().expectation()));
  }

  /** Whether the key that an enrolment has may still have an answer by its challenge. */
  public Optional<Refused> obstacle(ChallengeView challenge, Sha256 key, Instant now) {
    return ChallengeRules.obstacle(
        challenge,
        key,
        now,
        settings.retryWindow(),
        challenge.expectation().approval()
            ? challenges.waitsUntil(challenge.id())
            : Optional.empty());
  }

  /** Decides about a request that brings this challenge and is signed by its own key. */
  public Decision weigh(ChallengeView challenge, VerificationRequest question, Instant now) {
    return weigh(challenge, question, now, Optional::empty);
  }

  private Decision weigh(
      ChallengeView challenge,
      VerificationRequest question,
      Instant now,
      Supplier<Optional<Refused>> right) {
    Sha256 key = question.request().publicKey().digest();
    Optional<Refused> obstacle = obstacle(challenge, key, now);
    if (obstacle.isPresent()) {
      return phase1(Decision.refused(challenge, obstacle.get()));
    }
    CRP.log(System.Logger.Level.INFO, "Validation Phase 1 finished with status True.");
    // Who has been granted it before is not asked about again.
    Optional<Refused> noRight =
        challenge.state() == ChallengeState.ISSUED ? right.get() : Optional.empty();
    if (noRight.isPresent()) {
      return Decision.refused(challenge, noRight.get());
    }
    Optional<Refused> difference =
        RequestRules.differenceBetween(
                challenge.expectation(), question.request(), question.template())
            .or(() -> ofAnother(key, challenge.expectation().device(), now));
    if (difference.isPresent()) {
      CRP.log(System.Logger.Level.ERROR, CrpLines.of(difference.get(), challenge, question));
      return Decision.refused(challenge, difference.get());
    }
    CRP.log(System.Logger.Level.INFO, "Validation Phase 3 finished with status True.");
    return bind(challenge, question.endpoint(), key, now);
  }

  // Elsewhere than at the site a request names itself, and no name is known to be a device's.
  private Optional<Refused> ofAnother(Sha256 key, String device, Instant now) {
    return !device.contains(":") && challenges.isKeyOfAnother(key, device, now)
        ? Optional.of(
            new Refused(
                RefusalReason.KeyOfAnotherDevice,
                "another device than " + device + " has a certificate for this key"))
        : Optional.empty();
  }

  private Decision bind(ChallengeView found, EndpointName endpoint, Sha256 key, Instant now) {
    ChallengeView challenge = found;
    for (int attempt = 0; attempt < BIND_ATTEMPTS; attempt++) {
      if (challenge.state() != ChallengeState.ISSUED || challenges.bind(found.id(), key, now)) {
        return Decision.granted(challenge);
      }
      Optional<ChallengeView> current = challenges.find(found.id());
      if (current.isEmpty()) {
        return Decision.refused(
            RefusalReason.ChallengeUnknown, "nobody was given it at " + endpoint);
      }
      challenge = current.get();
      Optional<Refused> obstacle = obstacle(challenge, key, now);
      if (obstacle.isPresent()) {
        return Decision.refused(challenge, obstacle.get());
      }
    }
    return Decision.refused(
        challenge,
        new Refused(RefusalReason.TemporarilyUnavailable, "the challenge keeps changing hands"));
  }

  private static Decision phase1(Decision refused) {
    CRP.log(
        System.Logger.Level.ERROR,
        "Validation Phase 1 finished with status False. "
            + refused.refusal().map(why -> why.reason() + ": " + why.detail()).orElse(""));
    return refused;
  }
}
