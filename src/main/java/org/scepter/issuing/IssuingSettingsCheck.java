package org.scepter.issuing;

import jakarta.enterprise.context.ApplicationScoped;
import org.scepter.platform.SettingsCheck;
import org.scepter.platform.SettingsReader;

/** Has the CA's settings read at start. */
@ApplicationScoped
public class IssuingSettingsCheck implements SettingsCheck {
  @Override
  public void check(SettingsReader reader) {
    IssuingSettings.from(reader);
  }
}
