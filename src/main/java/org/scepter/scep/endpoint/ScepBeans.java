package org.scepter.scep.endpoint;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.SettingsCheck;
import org.scepter.platform.SettingsReader;

/** Gives NDES's settings to its beans. */
@ApplicationScoped
public class ScepBeans implements SettingsCheck {
  private final PlatformSettings platform;
  private final SettingsReader reader;
  private volatile ScepSettings settings;

  ScepBeans() {
    this(null, null);
  }

  @Inject
  public ScepBeans(PlatformSettings platform, SettingsReader reader) {
    this.platform = platform;
    this.reader = reader;
  }

  @Override
  public void check(SettingsReader with) {
    if (platform.has(NodeRole.NDES)) {
      ScepSettings.from(with);
    }
  }

  @Produces
  @Dependent
  ScepSettings settings() {
    if (settings == null) {
      settings = ScepSettings.from(reader);
    }
    return settings;
  }
}
