package org.scepter.registrationpoint.node;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.StartStep;

/**
 * Registers the policy module of this home at start, so that a new server answers to its own node
 * without an administrator.
 */
@ApplicationScoped
public class PolicyModuleRegistration implements StartStep {
  static final String NAME = "policy-module";

  private final PlatformSettings settings;
  private final Instance<ScepterHome> home;
  private final NodeRegistrations registrations;

  PolicyModuleRegistration() {
    this.settings = null;
    this.home = null;
    this.registrations = null;
  }

  @Inject
  public PolicyModuleRegistration(
      PlatformSettings settings, Instance<ScepterHome> home, NodeRegistrations registrations) {
    this.settings = settings;
    this.home = home;
    this.registrations = registrations;
  }

  @Override
  public int order() {
    return DATA;
  }

  @Override
  public void start() {
    if (settings.usesDatabase()) {
      registrations.register(NAME, home.get().key("ndes/policy-module.p12").certificate());
    }
  }
}
