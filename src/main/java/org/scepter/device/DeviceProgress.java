package org.scepter.device;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.scepter.device.store.ProfileStateStore;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.registrationpoint.ClockNoted;
import org.scepter.registrationpoint.Contested;
import org.scepter.registrationpoint.Delivered;
import org.scepter.registrationpoint.bulk.Rescheduled;

/** Remembers how far devices are: challenges given, certificates delivered. */
@ApplicationScoped
public class DeviceProgress {
  private final ProfileStateStore states;
  private final PlatformSettings settings;
  private final Clock clock;

  DeviceProgress() {
    this(null, null, null);
  }

  @Inject
  public DeviceProgress(ProfileStateStore states, PlatformSettings settings, Clock clock) {
    this.states = states;
    this.settings = settings;
    this.clock = clock;
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  void challenged(String device, String profile, Instant expiresAt) {
    states.challenged(device, profile, expiresAt, now());
  }

  /** Runs in the transaction in which the registration point records the certificate. */
  void delivered(@Observes Delivered delivered) {
    if (!settings.has(NodeRole.SITE)) {
      return;
    }
    states.issued(
        delivered.device(),
        delivered.profile(),
        new ProfileState.Certificate(
            delivered.thumbprint(),
            delivered.serial(),
            delivered.notBefore(),
            delivered.notAfter()),
        now());
  }

  /**
   * Whose certificate came of a contested challenge is not sure, so it keeps the device from
   * nothing: its next check-in gives a fresh challenge.
   */
  void contested(@Observes Contested contested) {
    if (settings.has(NodeRole.SITE)) {
      states.contested(contested.device(), contested.profile(), now());
    }
  }

  /** An operator has given the device's challenge a new life, or ended it. */
  void rescheduled(@Observes Rescheduled challenge) {
    if (!settings.has(NodeRole.SITE)) {
      return;
    }
    challenge
        .expiresAt()
        .ifPresentOrElse(
            end -> states.rescheduled(challenge.device(), challenge.profile(), end, now()),
            () -> states.unchallenged(challenge.device(), challenge.profile(), now()));
  }

  void clock(@Observes ClockNoted noted) {
    if (settings.has(NodeRole.SITE)) {
      states.clock(noted.device(), noted.profile(), noted.ahead(), now());
    }
  }
}
