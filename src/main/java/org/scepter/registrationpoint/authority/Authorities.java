package org.scepter.registrationpoint.authority;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.VerificationRequest;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.Sha256;
import org.scepter.registrationpoint.ChallengeView;
import org.scepter.registrationpoint.outside.OutsideAnswer;

/** Everybody who can decide; the endpoint's settings say who does. */
@ApplicationScoped
public class Authorities {
  private final IssuedChallengeAuthority issuedChallenge;
  private final PasswordAuthority password;
  private final RenewalAuthority renewals;
  private final OutsideDecisions outside;

  Authorities() {
    this.issuedChallenge = null;
    this.password = null;
    this.renewals = null;
    this.outside = null;
  }

  @Inject
  public Authorities(
      IssuedChallengeAuthority issuedChallenge,
      PasswordAuthority password,
      RenewalAuthority renewals,
      OutsideDecisions outside) {
    this.issuedChallenge = issuedChallenge;
    this.password = password;
    this.renewals = renewals;
    this.outside = outside;
  }

  public IssuedChallengeAuthority issuedChallenge() {
    return issuedChallenge;
  }

  /**
   * A password is weighed for the key that signed the message, or for a new key of whose
   * certificate of this endpoint did.
   */
  public Decision byPassword(VerificationRequest question, Instant now) {
    if (question.contentKey().isEmpty()) {
      return password.decide(question, now);
    }
    RenewalDecision renewal = renewals.decide(question, now);
    if (!renewal.leavesItToTheChallenge()) {
      return renewal.decision();
    }
    if (renewal.signer() == RenewalDecision.Signer.REQUESTED_KEY) {
      return password.decide(question, now);
    }
    boolean hasPassword =
        question.request().challengePassword().filter(secret -> !secret.isEmpty()).isPresent();
    // As with challenges: where the password does not help, the renewal's own fault is told.
    Decision byPassword = hasPassword ? password.decide(question, now) : renewal.decision();
    return byPassword.refusal().isPresent() ? renewal.decision() : byPassword;
  }

  /** The certificate that is renewed by what was granted; empty for a new enrolment. */
  public Optional<SerialNumber> renewedSerial(ChallengeView granted) {
    return renewals.renewedSerial(granted);
  }

  /** By what an authority outside has said. */
  public Decision byOutside(VerificationRequest question, OutsideAnswer answer, Instant now) {
    return outside.decide(question, answer, now);
  }

  /** Why an enrolment that was granted before goes no further now; empty if it may. */
  public Optional<Refused> obstacle(ChallengeView granted, Sha256 key, Instant now) {
    return issuedChallenge.obstacle(granted, key, now).or(() -> renewals.obstacle(granted, now));
  }
}
