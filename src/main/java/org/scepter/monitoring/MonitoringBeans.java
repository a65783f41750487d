package org.scepter.monitoring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import org.scepter.platform.Retained;
import org.scepter.platform.SettingsCheck;
import org.scepter.platform.SettingsReader;

/** Reads the component's settings. */
@ApplicationScoped
public class MonitoringBeans implements SettingsCheck {
  private final SettingsReader reader;
  private final Instance<Retained> retained;

  MonitoringBeans() {
    this(null, null);
  }

  @Inject
  public MonitoringBeans(SettingsReader reader, @Any Instance<Retained> retained) {
    this.reader = reader;
    this.retained = retained;
  }

  @Produces
  @Dependent
  MonitoringSettings settings() {
    return MonitoringSettings.from(reader);
  }

  @Override
  public void check(SettingsReader into) {
    MonitoringSettings.from(into);
    retained.forEach(kind -> RetentionAge.of(kind, into));
  }
}
