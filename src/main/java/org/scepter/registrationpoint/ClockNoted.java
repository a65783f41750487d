package org.scepter.registrationpoint;

import java.time.Duration;
import java.util.Objects;

/**
 * A device asked whose clock is far from ours: the certificate may seem to begin in its future.
 * Fired as a CDI event in the transaction that answers it.
 *
 * @param ahead negative if the device is behind
 */
public record ClockNoted(String device, String profile, Duration ahead) {
  public ClockNoted {
    Objects.requireNonNull(device);
    Objects.requireNonNull(profile);
    Objects.requireNonNull(ahead);
  }
}
