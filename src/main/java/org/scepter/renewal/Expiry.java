package org.scepter.renewal;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * From when until when a certificate is good.
 *
 * @param notBefore first instant
 * @param notAfter after it
 */
public record Expiry(Instant notBefore, Instant notAfter) {
  // A short-lived certificate is no reason to worry in the first minute of its life, and has to be
  // renewed (at a third by default) before anybody hears of it.
  private static final Duration WARNING = Duration.ofDays(60);
  private static final int LAST_PART = 4;

  /** How it stands. */
  public enum State {
    NOT_YET_VALID,
    GOOD,
    /** It ends in 60 days, or in the last quarter of its life if that is shorter. */
    EXPIRING,
    EXPIRED
  }

  public Expiry {
    Objects.requireNonNull(notBefore);
    Objects.requireNonNull(notAfter);
  }

  @SuppressWarnings("JavaUtilDate") // the JDK's certificates have no other
  public static Expiry of(X509Certificate certificate) {
    return new Expiry(
        certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant());
  }

  public Duration lifetime() {
    return Duration.between(notBefore, notAfter);
  }

  public State at(Instant now) {
    if (now.isBefore(notBefore)) {
      return State.NOT_YET_VALID;
    }
    if (!now.isBefore(notAfter)) {
      return State.EXPIRED;
    }
    Duration part = lifetime().dividedBy(LAST_PART);
    Duration warning = part.compareTo(WARNING) < 0 ? part : WARNING;
    return now.isBefore(notAfter.minus(warning)) ? State.GOOD : State.EXPIRING;
  }

  /**
   * Whether so little of its life is left that it has to be renewed.
   *
   * @param percentLeft 1 to 99
   */
  public boolean isDue(Instant now, int percentLeft) {
    return !now.isBefore(notAfter.minus(lifetime().multipliedBy(percentLeft).dividedBy(100)));
  }
}
