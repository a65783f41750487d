package org.scepter.joining;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.scepter.platform.Happening;
import org.scepter.platform.Result;
import org.scepter.registrationpoint.failure.AddressFailures;

/**
 * Lets in who shows the join token of a node that is expected. Whoever fails ten times in ten
 * minutes is not listened to until these are over: a token cannot be guessed, but asking costs.
 */
@ApplicationScoped
public class Admission {
  static final int MAX_FAILURES = 10;

  private static final System.Logger CRP = System.getLogger("scepter.CRP");
  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final String ACTION = "node.join";

  private final ExpectedNodes expected;
  private final Event<Happening> happenings;
  private final Clock clock;
  private final AddressFailures failures = new AddressFailures(WINDOW);

  Admission() {
    this(null, null, null);
  }

  @Inject
  public Admission(ExpectedNodes expected, Event<Happening> happenings, Clock clock) {
    this.expected = expected;
    this.happenings = happenings;
    this.clock = clock;
  }

  /** The node whose token it is, which can join now. */
  Result<ExpectedNode> admit(Optional<JoinToken> token, String address) {
    Instant now = clock.instant();
    if (failures.of(address, now) >= MAX_FAILURES) {
      return Result.refused(JoinRefusal.TOO_MANY_FAILURES.problem());
    }
    Optional<ExpectedNode> found = token.flatMap(expected::find);
    if (found.isEmpty()) {
      return refused(JoinRefusal.TOKEN_UNKNOWN, "", address);
    }
    Optional<JoinRefusal> obstacle = found.get().obstacle(now);
    return obstacle.isPresent()
        ? refused(obstacle.get(), found.get().name(), address)
        : Result.of(found.get());
  }

  /** Says in CRP.log and in the audit why nobody joins. */
  <T> Result<T> refused(JoinRefusal why, String name, String address) {
    int count = failures.add(address, clock.instant());
    CRP.log(
        System.Logger.Level.WARNING,
        "A node did not join"
            + (name.isEmpty() ? "" : " as " + name)
            + ", from "
            + address
            + ": "
            + why.problem().detail()
            + (count == MAX_FAILURES ? " It is not listened to for a while." : ""));
    // A token that is shown twice was copied, or its answer was lost: somebody should look.
    happenings.fire(
        why == JoinRefusal.TOKEN_SPENT
            ? Happening.alarm(ACTION, "node:" + name, why.title(), "")
            : Happening.refused(ACTION, "node:" + name, why.title(), ""));
    return Result.refused(why.problem());
  }
}
