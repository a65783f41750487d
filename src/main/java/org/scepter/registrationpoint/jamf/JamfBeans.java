package org.scepter.registrationpoint.jamf;

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
public class JamfBeans implements SettingsCheck {
  private final SettingsReader reader;
  private volatile JamfSettings settings;

  JamfBeans() {
    this.reader = null;
  }

  @Inject
  public JamfBeans(SettingsReader reader) {
    this.reader = reader;
  }

  @Override
  public void check(SettingsReader into) {
    if (PlatformSettings.from(into).has(NodeRole.CRP)) {
      JamfSettings.from(into);
    }
  }

  @Produces
  @Dependent
  JamfSettings settings() {
    if (settings == null) {
      settings = JamfSettings.from(reader);
    }
    return settings;
  }
}
