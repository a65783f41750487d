package org.scepter.device;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;
import org.scepter.device.store.DeviceStore;
import org.scepter.enrolment.VerificationRequest;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.profile.ScepProfile;
import org.scepter.registrationpoint.EnrolmentView;
import org.scepter.registrationpoint.authority.RenewalOffer;
import org.scepter.registrationpoint.authority.RenewalTargets;
import org.scepter.registrationpoint.authority.RenewalTerms;

/** Tells the registration point what a device's certificate has to look like today. */
@ApplicationScoped
public class RenewingDevices implements RenewalTargets {
  private final DeviceStore devices;
  private final Policies policies;
  private final PlatformSettings settings;

  RenewingDevices() {
    this(null, null, null);
  }

  @Inject
  public RenewingDevices(DeviceStore devices, Policies policies, PlatformSettings settings) {
    this.devices = devices;
    this.policies = policies;
    this.settings = settings;
  }

  @Override
  @Transactional
  public RenewalOffer of(EnrolmentView renewed, VerificationRequest question) {
    if (!settings.has(NodeRole.SITE)) {
      return RenewalOffer.none();
    }
    return devices
        .find(renewed.device())
        .flatMap(found -> terms(found, renewed.profile()))
        .map(RenewalOffer::on)
        .orElseGet(RenewalOffer::none);
  }

  private Optional<RenewalTerms> terms(Device device, String profile) {
    return policies.of(device).stream()
        .filter(policy -> policy.profile().name().equals(profile))
        .filter(Policy::isAvailable)
        .map(policy -> terms(device, policy))
        .findFirst();
  }

  private RenewalTerms terms(Device device, Policy policy) {
    ScepProfile.Renewal renewal = policy.profile().renewal();
    return new RenewalTerms(
        policies.expectation(device, policy).approved(),
        renewal.thresholdPercent(),
        policies.renewalPeriod(policy),
        renewal.grace(),
        renewal.revokeOldAfter());
  }
}
