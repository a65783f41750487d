package org.scepter.device;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.scepter.device.document.DocumentForm;
import org.scepter.device.store.DeviceStore;
import org.scepter.platform.Happening;
import org.scepter.platform.Reporter;
import org.scepter.registrationpoint.Challenges;
import org.scepter.registrationpoint.IssuedChallenge;

/** A device comes for its policy: with a challenge wherever it needs a certificate. */
@ApplicationScoped
public class CheckIn {
  private final DeviceStore devices;
  private final Policies policies;
  private final DeviceProgress progress;
  private final Challenges challenges;
  private final Reporter reporter;

  CheckIn() {
    this(null, null, null, null, null);
  }

  @Inject
  public CheckIn(
      DeviceStore devices,
      Policies policies,
      DeviceProgress progress,
      Challenges challenges,
      Reporter reporter) {
    this.devices = devices;
    this.policies = policies;
    this.progress = progress;
    this.challenges = challenges;
    this.reporter = reporter;
  }

  /** The device's policies without any secret; changes nothing. Empty if the device is gone. */
  @Transactional
  public Optional<CheckInAnswer> look(String name, FormChoice choice) {
    return devices.find(name).map(device -> answer(device, choice));
  }

  /**
   * The device's policies, each with a new challenge unless a valid certificate is outside its
   * renewal window or the profile is not available to the device. Empty if the device is gone.
   */
  @Transactional
  public Optional<CheckInAnswer> checkIn(String name, FormChoice choice) {
    // Of two check-ins of one device the second waits here, and then replaces the first's
    // challenge.
    Optional<Device> device = devices.hold(name);
    if (device.isEmpty()) {
      return Optional.empty();
    }
    Instant now = progress.now();
    CheckInAnswer open = answer(device.get(), choice);
    List<Policy> policies =
        open.policies().stream().map(policy -> challenged(device.get(), policy, now)).toList();
    devices.checkedIn(name, now);
    report(name, policies);
    return Optional.of(new CheckInAnswer(open.form(), policies));
  }

  // What the form cannot say gets no challenge: nobody could use it.
  private CheckInAnswer answer(Device device, FormChoice choice) {
    Optional<DocumentForm> form = choice.form(device.platform());
    List<Policy> all =
        policies.of(device).stream()
            .map(policy -> form.map(it -> sayable(policy, it)).orElse(policy))
            .toList();
    return new CheckInAnswer(form, all);
  }

  private static Policy sayable(Policy policy, DocumentForm form) {
    return policy.isAvailable()
        ? form.objection(CheckInAnswer.order(policy)).map(policy::unavailable).orElse(policy)
        : policy;
  }

  /** The new challenge of one profile, if the device would get one at its check-in. */
  Optional<IssuedChallenge> challengeOf(Device held, String profile) {
    Instant now = progress.now();
    return policies.of(held).stream()
        .filter(policy -> policy.profile().name().equals(profile))
        .map(policy -> challenged(held, policy, now))
        .flatMap(policy -> policy.challenge().stream())
        .findFirst();
  }

  private Policy challenged(Device device, Policy policy, Instant now) {
    boolean served = policy.state().isServed(now, policy.profile().renewal().thresholdPercent());
    if (served || !policy.isAvailable()) {
      return policy;
    }
    IssuedChallenge challenge =
        challenges.issue(
            policies.expectation(device, policy), policy.profile().challengeLifetime());
    progress.challenged(device.name(), policy.profile().name(), challenge.expiresAt());
    return policy.withChallenge(challenge);
  }

  private void report(String name, List<Policy> answer) {
    String given =
        answer.stream()
            .filter(policy -> policy.challenge().isPresent())
            .map(policy -> policy.profile().name())
            .collect(Collectors.joining(", "));
    reporter.report(
        new Happening(
            "checkin",
            "device:" + name,
            Happening.Outcome.DONE,
            given.isEmpty() ? "" : "challenge for " + given,
            ""));
    for (Policy policy : answer) {
      if (!policy.isAvailable()) {
        reporter.report(
            Happening.refused(
                "checkin.policy",
                "device:" + name + " scep-profile:" + policy.profile().name(),
                "Unavailable: " + policy.unavailable(),
                ""));
      }
    }
  }
}
