package org.scepter.registrationpoint.authority;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.VerificationRequest;
import org.scepter.pki.Sha256;
import org.scepter.registrationpoint.ChallengeView;

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

  /** Why an enrolment that was granted before goes no further now; empty if it may. */
  public Optional<Refused> obstacle(ChallengeView granted, Sha256 key, Instant now) {
    return issuedChallenge.obstacle(granted, key, now).or(() -> renewals.obstacle(granted, now));
  }
}
