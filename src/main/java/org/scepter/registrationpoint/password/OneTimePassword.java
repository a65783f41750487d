package org.scepter.registrationpoint.password;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.SubjectName;
import org.scepter.registrationpoint.ChallengeId;

/**
 * A password that was given out, without its secret.
 *
 * @param id also that of the challenge which it becomes
 * @param scope what the request that brings it has to look like
 * @param isTaken whether a key has brought it
 */
public record OneTimePassword(
    ChallengeId id, Scope scope, Instant issuedAt, Instant expiresAt, boolean isTaken) {
  /**
   * What the caller who took the password knew of the request; nothing by default.
   *
   * @param keyUsage the key usage of the template, if it was named
   * @param subject the exact subject, if it was named
   */
  public record Scope(Optional<KeyUsageMask> keyUsage, Optional<SubjectName> subject) {
    public static final Scope ANY = new Scope(Optional.empty(), Optional.empty());

    public Scope {
      Objects.requireNonNull(keyUsage);
      Objects.requireNonNull(subject);
    }
  }

  public OneTimePassword {
    Objects.requireNonNull(id);
    Objects.requireNonNull(scope);
    Objects.requireNonNull(issuedAt);
    Objects.requireNonNull(expiresAt);
  }
}
