package org.scepter.registrationpoint;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.scepter.enrolment.EndpointName;
import org.scepter.pki.ChallengePassword;
import org.scepter.pki.Sha256;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.SecretMac;

/** The form in which challenges are kept and found. */
@ApplicationScoped
public class ChallengeMac {
  private final SecretMac mac;

  ChallengeMac() {
    this.mac = null;
  }

  @Inject
  public ChallengeMac(ScepterHome home) {
    this.mac = new SecretMac(home.hmacKey());
  }

  /** Of one that somebody outside gave out: it need not be random, and counts at one endpoint. */
  public Sha256 ofOutside(EndpointName endpoint, ChallengePassword password) {
    return new Sha256(mac.of("outside-challenge", endpoint + "\0" + password.reveal()));
  }

  public Sha256 of(ChallengePassword password) {
    return new Sha256(mac.of("challenge", password.reveal()));
  }
}
