package org.scepter.registrationpoint.health;

import java.time.Instant;
import java.util.Objects;

/**
 * How the last health check ended.
 *
 * @param code 0 online, 1 failed, 4 undefined: ConfigMgr's numbers
 * @param at when it was checked; when the node started while undefined
 * @param reason in words
 */
public record CrpStatus(int code, Instant at, String reason) {
  public static final int ONLINE = 0;
  public static final int FAILED = 1;
  public static final int UNDEFINED = 4;

  public CrpStatus {
    if (code != ONLINE && code != FAILED && code != UNDEFINED) {
      throw new IllegalArgumentException("a status is 0, 1 or 4");
    }
    Objects.requireNonNull(at);
    Objects.requireNonNull(reason);
  }

  /** {@code Online}, {@code Failed} or {@code Undefined}. */
  public String word() {
    return switch (code) {
      case ONLINE -> "Online";
      case FAILED -> "Failed";
      default -> "Undefined";
    };
  }
}
