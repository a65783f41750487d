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
 * @param trouble what went wrong with it
 */
public record ChallengeView(
    ChallengeId id,
    ChallengeState state,
    Expectation expectation,
    Instant issuedAt,
    Instant expiresAt,
    Instant changedAt,
    Optional<Binding> binding,
    Optional<Revocation> revocation,
    Trouble trouble) {

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
    Objects.requireNonNull(trouble);
  }

  /** One with which nothing went wrong. */
  public ChallengeView(
      ChallengeId id,
      ChallengeState state,
      Expectation expectation,
      Instant issuedAt,
      Instant expiresAt,
      Instant changedAt,
      Optional<Binding> binding,
      Optional<Revocation> revocation) {
    this(id, state, expectation, issuedAt, expiresAt, changedAt, binding, revocation, Trouble.NONE);
  }

  /**
   * @param failures how many requests that brought it were refused
   * @param contestedAt when another key than its own came with it, if one did
   */
  public record Trouble(int failures, Optional<Instant> contestedAt) {
    static final Trouble NONE = new Trouble(0, Optional.empty());

    public Trouble {
      Objects.requireNonNull(contestedAt);
    }
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
        revocation,
        trouble);
  }
}
