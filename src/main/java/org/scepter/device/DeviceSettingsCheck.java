package org.scepter.device;

import jakarta.enterprise.context.ApplicationScoped;
import org.scepter.platform.SettingsCheck;
import org.scepter.platform.SettingsReader;

/** Has this component's settings read at start. */
@ApplicationScoped
public class DeviceSettingsCheck implements SettingsCheck {
  @Override
  public void check(SettingsReader reader) {
    DeviceSettings.from(reader);
  }
}
