package org.scepter.registrationpoint.authority;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Everybody who can decide; the endpoint's settings say who does. */
@ApplicationScoped
public class Authorities {
  private final IssuedChallengeAuthority issuedChallenge;
  private final PasswordAuthority password;

  Authorities() {
    this.issuedChallenge = null;
    this.password = null;
  }

  @Inject
  public Authorities(IssuedChallengeAuthority issuedChallenge, PasswordAuthority password) {
    this.issuedChallenge = issuedChallenge;
    this.password = password;
  }

  public IssuedChallengeAuthority issuedChallenge() {
    return issuedChallenge;
  }

  public PasswordAuthority password() {
    return password;
  }
}
