package org.scepter.device;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.scepter.device.store.DeploymentStore;
import org.scepter.device.store.ProfileStateStore;
import org.scepter.registrationpoint.Challenges;

/** Which profiles a device gets, and what becomes of its challenges when it gets one no longer. */
@ApplicationScoped
public class Targets {
  private final DeploymentStore deployments;
  private final ProfileStateStore states;
  private final Challenges challenges;
  private final Clock clock;

  Targets() {
    this(null, null, null, null);
  }

  @Inject
  public Targets(
      DeploymentStore deployments, ProfileStateStore states, Challenges challenges, Clock clock) {
    this.deployments = deployments;
    this.states = states;
    this.challenges = challenges;
    this.clock = clock;
  }

  /** The SCEP profiles that the device gets now. */
  Set<String> of(String device) {
    return deployments.targetsOf(device);
  }

  List<ProfileState> states(String device) {
    return states.of(device);
  }

  /** Ends the device's challenges for profiles that it does not get any more. */
  void withdrawFormer(String device, String why) {
    Set<String> targets = of(device);
    states.of(device).stream()
        .map(ProfileState::profile)
        .filter(profile -> !targets.contains(profile))
        .forEach(profile -> withdraw(device, profile, why));
  }

  /** Ends the challenges for {@code profile} of all devices that do not get it any more. */
  void withdrawFromFormer(String profile, String why) {
    deployments.untargeted(profile).forEach(device -> withdraw(device, profile, why));
  }

  /** Ends all challenges of the device. */
  void withdrawAll(String device, String why) {
    states.of(device).forEach(state -> withdraw(device, state.profile(), why));
  }

  private void withdraw(String device, String profile, String why) {
    challenges.revokeUnused(device, profile, why);
    states.unchallenged(device, profile, now());
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
