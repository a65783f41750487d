package org.scepter.device;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.scepter.device.store.DeviceStore;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.SettingsReader;
import org.scepter.registrationpoint.Delivered;
import org.scepter.registrationpoint.retirement.DeviceCertificates;

/**
 * Has a retired device's certificates revoked where a setting says so: those that it has, in the
 * transaction that retires it, and one that was on its way, when the registration point hears of
 * it.
 */
@ApplicationScoped
public class Retirement {
  private final DeviceStore devices;
  private final DeviceCertificates certificates;
  private final boolean revokes;
  private final Clock clock;

  Retirement() {
    this.devices = null;
    this.certificates = null;
    this.revokes = false;
    this.clock = null;
  }

  @Inject
  public Retirement(
      DeviceStore devices,
      DeviceCertificates certificates,
      PlatformSettings platform,
      SettingsReader reader,
      Clock clock) {
    this.devices = devices;
    this.certificates = certificates;
    this.revokes = platform.has(NodeRole.SITE) && DeviceSettings.from(reader).revokeRetired();
    this.clock = clock;
  }

  /** The device, which is held, is retired. */
  void retired(String device) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    devices.retired(device, now);
    if (revokes) {
      certificates.cease(device);
    }
  }

  // Held, so that of a delivery and a retirement at the same moment one sees the other.
  void delivered(@Observes Delivered delivered) {
    if (revokes
        && devices.hold(delivered.device()).isEmpty()
        && devices.isRetired(delivered.device())) {
      certificates.cease(delivered.device());
    }
  }
}
