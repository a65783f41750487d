package org.scepter.issuing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import org.scepter.platform.SettingsReader;

/** Makes the CA's values from the settings, once. */
@ApplicationScoped
public class IssuingBeans {
  private final SettingsReader reader;
  private volatile IssuingSettings settings;

  IssuingBeans() {
    this.reader = null;
  }

  @Inject
  public IssuingBeans(SettingsReader reader) {
    this.reader = reader;
  }

  @Produces
  @Dependent
  IssuingSettings settings() {
    if (settings == null) {
      settings = IssuingSettings.from(reader);
    }
    return settings;
  }
}
