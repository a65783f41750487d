package org.scepter.registrationpoint;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.scepter.pki.Sha256;

/**
 * A challenge without its secret.
 *
 * @param state as recorded; {@link #asOf} tells whether time has ended it
 * @param changedAt when it came into this state
 * @param binding the key that it belongs to, once bound
 * @param revocation why it was ended, if it was
 */
public record ChallengeView(
    ChallengeId id,
    ChallengeState state,
    Expectation expectation,
    Instant issuedAt,
    Instant expiresAt,
    Instant changedAt,
    Optional<Binding> binding,
    Optional<Revocation> revocation) {

  /**
   * @param key SHA-256 of the SubjectPublicKeyInfo
   */
  public record Binding(Sha256 key, Instant at) {
    public Binding {
      Objects.requireNonNull(key);
      Objects.requireNonNull(at);
    }
  }

  public ChallengeView {
    Objects.requireNonNull(id);
    Objects.requireNonNull(state);
    Objects.requireNonNull(expectation);
    Objects.requireNonNull(issuedAt);
    Objects.requireNonNull(expiresAt);
    Objects.requireNonNull(changedAt);
    Objects.requireNonNull(binding);
    Objects.requireNonNull(revocation);
  }

  /** The same, EXPIRED if it was still unused when its life ended. */
  public ChallengeView asOf(Instant now) {
    if (state != ChallengeState.ISSUED || now.isBefore(expiresAt)) {
      return this;
    }
    return new ChallengeView(
        id,
        ChallengeState.EXPIRED,
        expectation,
        issuedAt,
        expiresAt,
        expiresAt,
        binding,
        revocation);
  }
}
