package org.scepter.registrationpoint.password;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * When and how certificates of an endpoint renew themselves, as profiles say it elsewhere.
 *
 * @param thresholdPercent the share of the lifetime left from which they may, 0 to 99; with 0 they
 *     may in the grace time alone
 * @param grace how long after its end a certificate may still sign its renewal
 * @param revokeOldAfter how long after the renewal the old certificate is revoked; empty if it is
 *     kept
 */
public record EndpointRenewal(
    int thresholdPercent, Duration grace, Optional<Duration> revokeOldAfter) {
  public EndpointRenewal {
    Objects.requireNonNull(grace);
    Objects.requireNonNull(revokeOldAfter);
  }
}
