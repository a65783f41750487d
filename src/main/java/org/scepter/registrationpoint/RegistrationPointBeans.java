package org.scepter.registrationpoint;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.SettingsCheck;
import org.scepter.platform.SettingsReader;

/** Makes the settings and checks them at start, if the node is a registration point. */
@ApplicationScoped
public class RegistrationPointBeans implements SettingsCheck {
  private final SettingsReader reader;
  private volatile RegistrationPointSettings settings;

  RegistrationPointBeans() {
    this.reader = null;
  }

  @Inject
  public RegistrationPointBeans(SettingsReader reader) {
    this.reader = reader;
  }

  @Override
  public void check(SettingsReader into) {
    if (PlatformSettings.from(into).has(NodeRole.CRP)) {
      RegistrationPointSettings.from(into);
    }
  }

  @Produces
  @Dependent
  RegistrationPointSettings settings() {
    if (settings == null) {
      settings = RegistrationPointSettings.from(reader);
    }
    return settings;
  }
}
