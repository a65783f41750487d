package org.scepter.profile;

import jakarta.enterprise.context.ApplicationScoped;
import org.scepter.platform.SettingsCheck;
import org.scepter.platform.SettingsReader;

/** Has this component's settings read at start. */
@ApplicationScoped
public class ProfileSettingsCheck implements SettingsCheck {
  @Override
  public void check(SettingsReader reader) {
    ProfileSettings.from(reader);
  }
}
