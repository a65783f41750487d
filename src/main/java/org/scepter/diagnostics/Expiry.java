package org.scepter.diagnostics;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How long a certificate lasts. */
public final class Expiry {
  /** From when on its end is worth a warning. */
  public static final Duration NEAR = Duration.ofDays(60);

  private Expiry() {}

  /**
   * What is wrong with the dates; empty if nothing is.
   *
   * @param what whose certificate it is
   * @param cure how to get another
   */
  public static Optional<Finding> of(
      String subject, String what, X509Certificate certificate, Instant now, String cure) {
    Instant end = end(certificate);
    Instant begin = certificate.getNotBefore().toInstant();
    if (now.isBefore(begin)) {
      return Optional.of(
          Finding.fail(
              subject,
              what + " is not valid before " + begin,
              "set this server's clock, " + now + " now, by a time server"));
    }
    if (!now.isBefore(end)) {
      return Optional.of(Finding.fail(subject, what + " has expired at " + end, cure));
    }
    // What is made for a short time is renewed late in it.
    Duration life = Duration.between(begin, end);
    Duration near = NEAR.compareTo(life.dividedBy(4)) < 0 ? NEAR : life.dividedBy(4);
    return now.isBefore(end.minus(near))
        ? Optional.empty()
        : Optional.of(Finding.warn(subject, what + " expires at " + end, cure));
  }

  @SuppressWarnings("JavaUtilDate") // the JDK's certificates have no other
  public static Instant end(X509Certificate certificate) {
    return certificate.getNotAfter().toInstant();
  }
}
