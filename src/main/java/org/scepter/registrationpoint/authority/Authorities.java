package org.scepter.registrationpoint.authority;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import org.scepter.enrolment.VerificationRequest;

/** Everybody who can decide; the endpoint's settings say who does. */
@ApplicationScoped
public class Authorities {
  private final IssuedChallengeAuthority issuedChallenge;
  private final PasswordAuthority password;
  private final RenewalAuthority renewals;

  Authorities() {
    this.issuedChallenge = null;
    this.password = null;
    this.renewals = null;
  }

  @Inject
  public Authorities(
      IssuedChallengeAuthority issuedChallenge,
      PasswordAuthority password,
      RenewalAuthority renewals) {
    this.issuedChallenge = issuedChallenge;
    this.password = password;
    this.renewals = renewals;
  }

  public IssuedChallengeAuthority issuedChallenge() {
    return issuedChallenge;
  }

  /** A password is weighed for the key that signed the message, and for no other. */
  public Decision byPassword(VerificationRequest question, Instant now) {
    return question
        .contentKey()
        .flatMap(signedByACertificate -> renewals.strangerIn(question))
        .orElseGet(() -> password.decide(question, now));
  }
}
