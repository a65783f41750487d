package org.scepter.renewal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import org.scepter.platform.SettingsCheck;
import org.scepter.platform.SettingsReader;

/** Makes the settings and checks them at start. */
@ApplicationScoped
public class RenewalBeans implements SettingsCheck {
  private final SettingsReader reader;
  private volatile RenewalSettings settings;

  RenewalBeans() {
    this.reader = null;
  }

  @Inject
  public RenewalBeans(SettingsReader reader) {
    this.reader = reader;
  }

  @Override
  public void check(SettingsReader into) {
    RenewalSettings.from(into);
  }

  @Produces
  @Dependent
  RenewalSettings settings() {
    if (settings == null) {
      settings = RenewalSettings.from(reader);
    }
    return settings;
  }
}
