package org.scepter.registrationpoint.approval;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.scepter.enrolment.Pending;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.Verdict;

/** What the device is told about a request that needs approval. */
final class WaitingRules {
  private WaitingRules() {}

  /** Why the request does not go on now; empty once it is approved. */
  static Optional<Verdict> obstacle(WaitingRequest request, Duration retryDelay, Instant now) {
    return switch (request.asOf(now)) {
      case APPROVED -> Optional.empty();
      case WAITING -> Optional.of(new Pending(retryDelay));
      case DENIED ->
          Optional.of(
              new Refused(
                  RefusalReason.ApprovalDenied,
                  request
                      .decided()
                      .map(decided -> "denied at " + decided.at() + ": " + decided.reason())
                      .orElse("denied")));
      case EXPIRED ->
          Optional.of(
              new Refused(
                  RefusalReason.RequestExpired, "nobody decided until " + request.expiresAt()));
    };
  }
}
