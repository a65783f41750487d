package org.scepter.registrationpoint.authority;

import java.util.Objects;
import java.util.Optional;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.registrationpoint.ChallengeView;

/**
 * What an authority says.
 *
 * @param challenge the challenge in question; always there when it is granted
 * @param refusal why not; empty when it is granted
 */
public record Decision(Optional<ChallengeView> challenge, Optional<Refused> refusal) {
  public Decision {
    Objects.requireNonNull(challenge);
    Objects.requireNonNull(refusal);
    if (challenge.isEmpty() && refusal.isEmpty()) {
      throw new IllegalArgumentException("something is granted or refused");
    }
  }

  static Decision granted(ChallengeView challenge) {
    return new Decision(Optional.of(challenge), Optional.empty());
  }

  static Decision refused(ChallengeView challenge, Refused refusal) {
    return new Decision(Optional.of(challenge), Optional.of(refusal));
  }

  static Decision refused(RefusalReason reason, String detail) {
    return new Decision(Optional.empty(), Optional.of(new Refused(reason, detail)));
  }
}
