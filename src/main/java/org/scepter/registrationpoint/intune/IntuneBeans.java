package org.scepter.registrationpoint.intune;

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
public class IntuneBeans implements SettingsCheck {
  private final SettingsReader reader;
  private volatile IntuneSettings settings;

  IntuneBeans() {
    this.reader = null;
  }

  @Inject
  public IntuneBeans(SettingsReader reader) {
    this.reader = reader;
  }

  @Override
  public void check(SettingsReader into) {
    if (PlatformSettings.from(into).has(NodeRole.CRP)) {
      IntuneSettings.from(into);
    }
  }

  @Produces
  @Dependent
  IntuneSettings settings() {
    if (settings == null) {
      settings = IntuneSettings.from(reader);
    }
    return settings;
  }
}
