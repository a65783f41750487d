package org.scepter.registrationpoint.authority;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.pki.Sha256;
import org.scepter.registrationpoint.ChallengeView;
import org.scepter.registrationpoint.Revocation;

/** Whether a key may use a challenge as it stands. */
public final class ChallengeRules {
  private ChallengeRules() {}

  /**
   * Why the key may not use the challenge, or empty if it may: the challenge is unused and in time,
   * or belongs to this key already.
   *
   * <p>A bound challenge's own key may ask again until {@code retryWindow} after it was bound, even
   * when the challenge's life is over: its device began in time and lost the answer. Who has to
   * wait for an operator loses nothing by it: the window begins when the waiting ends. After a
   * certificate came of it, it may always: it gets that certificate.
   *
   * @param waitsUntil when an operator decided about the key's request, or until when one may;
   *     empty if it waits for nobody
   */
  public static Optional<Refused> obstacle(
      ChallengeView challenge,
      Sha256 key,
      Instant now,
      Duration retryWindow,
      Optional<Instant> waitsUntil) {
    ChallengeView current = challenge.asOf(now);
    return switch (current.state()) {
      case ISSUED -> Optional.empty();
      case EXPIRED ->
          refused(RefusalReason.ChallengeExpired, "expired at " + challenge.expiresAt());
      case REVOKED -> revoked(current);
      case BOUND, CONSUMED -> taken(current, key, now, retryWindow, waitsUntil);
    };
  }

  private static Optional<Refused> revoked(ChallengeView challenge) {
    Revocation revocation = challenge.revocation().orElseThrow();
    String detail = "ended at " + challenge.changedAt() + ": " + revocation.why();
    return switch (revocation.cause()) {
      case UNTARGETED -> refused(RefusalReason.ScepProfileNoLongerTargetedToTheClient, detail);
      case SUPERSEDED, OPERATOR, FAILURES -> refused(RefusalReason.ChallengeRevoked, detail);
    };
  }

  private static Optional<Refused> taken(
      ChallengeView challenge,
      Sha256 key,
      Instant now,
      Duration retryWindow,
      Optional<Instant> waitsUntil) {
    ChallengeView.Binding binding = challenge.binding().orElseThrow();
    if (!binding.key().equals(key)) {
      return refused(
          RefusalReason.ChallengeAlreadyUsed,
          "belongs to key " + binding.key().hex() + " since " + binding.at());
    }
    Instant begin = waitsUntil.filter(binding.at()::isBefore).orElse(binding.at());
    Instant end = begin.plus(retryWindow);
    return switch (challenge.state()) {
      case BOUND ->
          now.isBefore(end) || now.isBefore(challenge.expiresAt())
              ? Optional.empty()
              : refused(RefusalReason.ChallengeExpired, "its key could ask again until " + end);
      case ISSUED, CONSUMED, EXPIRED, REVOKED -> Optional.empty();
    };
  }

  private static Optional<Refused> refused(RefusalReason reason, String detail) {
    return Optional.of(new Refused(reason, Details.of(detail)));
  }
}
