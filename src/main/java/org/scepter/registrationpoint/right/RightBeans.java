package org.scepter.registrationpoint.right;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.SettingsCheck;
import org.scepter.platform.SettingsReader;

/** Reads the directory's settings and checks them at start. */
@ApplicationScoped
public class RightBeans implements SettingsCheck {
  private final SettingsReader reader;

  RightBeans() {
    this(null);
  }

  @Inject
  public RightBeans(SettingsReader reader) {
    this.reader = reader;
  }

  @Override
  public void check(SettingsReader into) {
    if (PlatformSettings.from(into).has(NodeRole.CRP)) {
      DirectorySettings.from(into);
    }
  }

  Optional<DirectorySettings> directory() {
    return DirectorySettings.from(reader);
  }
}
