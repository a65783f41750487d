package org.scepter.registrationpoint.bulk;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A device's challenge has a new end. Fired as a CDI event in the transaction that gives it.
 *
 * @param expiresAt empty if it has ended
 */
public record Rescheduled(String device, String profile, Optional<Instant> expiresAt) {
  public Rescheduled {
    Objects.requireNonNull(device);
    Objects.requireNonNull(profile);
    Objects.requireNonNull(expiresAt);
  }
}
