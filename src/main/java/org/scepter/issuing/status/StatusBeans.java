package org.scepter.issuing.status;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import org.scepter.platform.SettingsCheck;
import org.scepter.platform.SettingsReader;

/** Makes the responder's settings and checks them at start. */
@ApplicationScoped
public class StatusBeans implements SettingsCheck {
  private final SettingsReader reader;
  private volatile StatusSettings settings;

  StatusBeans() {
    this.reader = null;
  }

  @Inject
  public StatusBeans(SettingsReader reader) {
    this.reader = reader;
  }

  @Override
  public void check(SettingsReader into) {
    StatusSettings.from(into);
  }

  @Produces
  @Dependent
  StatusSettings settings() {
    if (settings == null) {
      settings = StatusSettings.from(reader);
    }
    return settings;
  }
}
