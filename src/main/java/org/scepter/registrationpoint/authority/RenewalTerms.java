package org.scepter.registrationpoint.authority;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import org.scepter.registrationpoint.CertificateFacts;
import org.scepter.registrationpoint.Expectation;

/**
 * What the site says about a renewal today.
 *
 * @param expectation what the device's certificate has to look like
 * @param thresholdPercent the share of the lifetime left from which it may renew, 0 to 99
 * @param templatePeriod how long before its end the template lets a certificate renew itself at the
 *     earliest; empty if it leaves that to the share
 * @param grace how long after its end a certificate may still sign its renewal
 * @param supersedeAfter how long after the renewal the old certificate is revoked; empty if it is
 *     kept
 */
public record RenewalTerms(
    Expectation expectation,
    int thresholdPercent,
    Optional<Period> templatePeriod,
    Duration grace,
    Optional<Duration> supersedeAfter) {
  public RenewalTerms {
    Objects.requireNonNull(expectation);
    Objects.requireNonNull(templatePeriod);
    Objects.requireNonNull(grace);
    Objects.requireNonNull(supersedeAfter);
  }

  /** From when a certificate may renew itself: by its share of the lifetime and by its template. */
  Instant opens(CertificateFacts certificate) {
    Duration lifetime = Duration.between(certificate.notBefore(), certificate.notAfter());
    Instant byShare =
        certificate.notAfter().minus(lifetime.multipliedBy(thresholdPercent).dividedBy(100));
    // As the CA reckons.
    return templatePeriod
        .map(period -> certificate.notAfter().atZone(ZoneOffset.UTC).minus(period).toInstant())
        .filter(byShare::isBefore)
        .orElse(byShare);
  }

  /** Until when it may. */
  Instant closes(CertificateFacts certificate) {
    return certificate.notAfter().plus(grace);
  }
}
