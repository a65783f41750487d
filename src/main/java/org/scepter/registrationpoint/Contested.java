package org.scepter.registrationpoint;

import java.util.Objects;

/**
 * A second key came with a challenge: somebody else may hold what the device was given, or the
 * device has lost its key. Fired as a CDI event in the transaction that refuses the second key.
 */
public record Contested(String device, String profile) {
  public Contested {
    Objects.requireNonNull(device);
    Objects.requireNonNull(profile);
  }
}
