package org.scepter.registrationpoint;

import java.util.Objects;

/**
 * Why a challenge was ended before its time.
 *
 * @param why for the operator
 */
public record Revocation(Cause cause, String why) {
  /** Longest text that is kept. */
  public static final int MAX_LENGTH = 255;

  /** Who ended it. */
  public enum Cause {
    /** A newer challenge for the same device and profile. */
    SUPERSEDED,
    /** The profile is no longer deployed to the device, or the device has left. */
    UNTARGETED,
    /** An operator. */
    OPERATOR,
    /** Too many requests that brought it were refused. */
    FAILURES
  }

  public Revocation {
    Objects.requireNonNull(cause);
    if (why.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("a reason has at most " + MAX_LENGTH + " characters");
    }
  }
}
