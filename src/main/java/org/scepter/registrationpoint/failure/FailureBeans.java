package org.scepter.registrationpoint.failure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.SettingsCheck;
import org.scepter.platform.SettingsReader;

/** Makes the limits and checks them at start. */
@ApplicationScoped
public class FailureBeans implements SettingsCheck {
  private final SettingsReader reader;

  FailureBeans() {
    this(null);
  }

  @Inject
  public FailureBeans(SettingsReader reader) {
    this.reader = reader;
  }

  @Override
  public void check(SettingsReader into) {
    if (PlatformSettings.from(into).has(NodeRole.CRP)) {
      FailureLimits.from(into);
    }
  }

  @Produces
  @Dependent
  FailureLimits limits() {
    return FailureLimits.from(reader);
  }
}
