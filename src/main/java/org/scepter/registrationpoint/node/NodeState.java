package org.scepter.registrationpoint.node;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * How a server stands, as this database knows it.
 *
 * @param name a registration point's listener, host and port; an NDES server's registered name
 * @param status 0 online, 1 failed, 4 undefined: ConfigMgr's numbers
 * @param at when it was checked or heard last
 * @param since since when it has this status
 */
public record NodeState(
    Kind kind, String name, int status, String reason, Instant at, Instant since) {
  /** Longest reason that is kept. */
  public static final int MAX_REASON = 1024;

  private static final int UNDEFINED = 4;

  // Registration points check themselves every ten minutes, and NDES servers ask for their health
  // more often than that.
  private static final Duration SILENCE = Duration.ofMinutes(25);

  /** What the server does. */
  public enum Kind {
    CRP,
    NDES
  }

  public NodeState {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(name);
    Objects.requireNonNull(reason);
    Objects.requireNonNull(at);
    Objects.requireNonNull(since);
    reason = reason.length() > MAX_REASON ? reason.substring(0, MAX_REASON) : reason;
  }

  /** The same, undefined if nothing was heard for so long that the last word says nothing. */
  public NodeState asOf(Instant now) {
    return now.isBefore(at.plus(SILENCE))
        ? this
        : new NodeState(
            kind, name, UNDEFINED, "not heard since; then: " + reason, at, at.plus(SILENCE));
  }
}
