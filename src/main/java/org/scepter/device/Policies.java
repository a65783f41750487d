package org.scepter.device;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scepter.enrolment.EndpointName;
import org.scepter.pki.SecurityIdentifier;
import org.scepter.profile.Names;
import org.scepter.profile.NamesOutcome;
import org.scepter.profile.NamesUnavailable;
import org.scepter.profile.Profiles;
import org.scepter.profile.PublishedTemplate;
import org.scepter.profile.PublishedTemplates;
import org.scepter.profile.ScepProfile;
import org.scepter.profile.TrustedRoots;
import org.scepter.registrationpoint.Expectation;

/** Turns what is deployed to a device into its policies. */
@ApplicationScoped
public class Policies {
  private final Targets targets;
  private final Profiles profiles;
  private final TrustedRoots roots;
  private final Instance<PublishedTemplates> templates;

  Policies() {
    this(null, null, null, null);
  }

  @Inject
  public Policies(
      Targets targets,
      Profiles profiles,
      TrustedRoots roots,
      Instance<PublishedTemplates> templates) {
    this.targets = targets;
    this.profiles = profiles;
    this.roots = roots;
    this.templates = templates;
  }

  /** One for each profile that the device gets, by name, none with a challenge. */
  List<Policy> of(Device device) {
    Map<String, ProfileState> states = new HashMap<>();
    targets.states(device.name()).forEach(state -> states.put(state.profile(), state));
    List<Policy> policies = new ArrayList<>();
    for (ScepProfile profile : profiles.all(targets.of(device.name()))) {
      ProfileState state = states.getOrDefault(profile.name(), ProfileState.none(profile.name()));
      policies.add(policy(device, profile, state));
    }
    return policies;
  }

  private Policy policy(Device device, ScepProfile profile, ProfileState state) {
    NamesOutcome outcome =
        template(profile)
            .map(template -> template.within(profile.names().fill(device.variables())))
            .orElseGet(
                () -> new NamesUnavailable("template " + profile.template() + " is not published"));
    return new Policy(
        profile,
        roots.find(profile.trustedRoot()).orElseThrow(),
        outcome instanceof Names names ? Optional.of(names) : Optional.empty(),
        outcome instanceof NamesUnavailable missing ? missing.reason() : "",
        state,
        Optional.empty());
  }

  private Optional<PublishedTemplate> template(ScepProfile profile) {
    return templates.get().named(profile.template().value());
  }

  /** How long before its end a policy's certificate may renew itself, by its template. */
  Optional<Period> renewalPeriod(Policy policy) {
    return template(policy.profile()).flatMap(PublishedTemplate::renewalPeriod);
  }

  /** What the request that brings a challenge for {@code policy}, an available one, looks like. */
  Expectation expectation(Device device, Policy policy) {
    ScepProfile profile = policy.profile();
    Names names = policy.names().orElseThrow();
    PublishedTemplate template = template(profile).orElseThrow();
    return new Expectation(
        new EndpointName(profile.endpoint()),
        device.name(),
        profile.name(),
        profile.template(),
        template.version(),
        names.subject(),
        names.altNames(),
        names.altNames().stream()
            .flatMap(name -> SecurityIdentifier.namedBy(name).stream())
            .findFirst(),
        profile.keyUsage(),
        profile.extendedKeyUsages(),
        profile.keyType(),
        profile.keySize(),
        profile.validity(),
        profile.approval() || template.approval(),
        Duration.ofMinutes(profile.retryDelayMinutes()));
  }
}
