package org.scepter.issuing.succession;

import jakarta.enterprise.context.ApplicationScoped;
import org.scepter.platform.SettingsCheck;
import org.scepter.platform.SettingsReader;

/** Checks when the RA's next key set is made. */
@ApplicationScoped
public class KeySetSettingsCheck implements SettingsCheck {
  @Override
  public void check(SettingsReader reader) {
    KeySetSettings.from(reader);
  }
}
