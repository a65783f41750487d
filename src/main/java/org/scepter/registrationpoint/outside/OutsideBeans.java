package org.scepter.registrationpoint.outside;

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
public class OutsideBeans implements SettingsCheck {
  private final SettingsReader reader;
  private volatile OutsideSettings settings;

  OutsideBeans() {
    this.reader = null;
  }

  @Inject
  public OutsideBeans(SettingsReader reader) {
    this.reader = reader;
  }

  @Override
  public void check(SettingsReader into) {
    if (PlatformSettings.from(into).has(NodeRole.CRP)) {
      OutsideSettings.from(into);
    }
  }

  @Produces
  @Dependent
  OutsideSettings settings() {
    if (settings == null) {
      settings = OutsideSettings.from(reader);
    }
    return settings;
  }
}
