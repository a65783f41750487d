package org.scepter.registrationpoint.password;

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
public class PasswordBeans implements SettingsCheck {
  private final SettingsReader reader;
  private volatile PasswordSettings settings;

  PasswordBeans() {
    this.reader = null;
  }

  @Inject
  public PasswordBeans(SettingsReader reader) {
    this.reader = reader;
  }

  @Override
  public void check(SettingsReader into) {
    if (PlatformSettings.from(into).has(NodeRole.CRP)) {
      PasswordSettings.from(into);
    }
  }

  @Produces
  @Dependent
  PasswordSettings settings() {
    if (settings == null) {
      settings = PasswordSettings.from(reader);
    }
    return settings;
  }
}
