package org.scepter.registrationpoint;

import java.time.Instant;
import java.util.Objects;
import org.scepter.pki.ChallengePassword;

/**
 * A new challenge, to be shown once: the registration point can't tell its secret a second time.
 *
 * @param password 64 lower-case hex digits
 * @param expiresAt from when nobody can begin an enrolment with it
 */
public record IssuedChallenge(ChallengeId id, ChallengePassword password, Instant expiresAt) {
  public IssuedChallenge {
    Objects.requireNonNull(id);
    Objects.requireNonNull(password);
    Objects.requireNonNull(expiresAt);
  }
}
