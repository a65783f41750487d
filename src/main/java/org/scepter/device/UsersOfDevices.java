package org.scepter.device;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.scepter.device.store.DeviceStore;
import org.scepter.profile.DeviceVariable;
import org.scepter.registrationpoint.right.DeviceUsers;

/** Whose device it is, by the attribute that the site keeps. */
@ApplicationScoped
public class UsersOfDevices implements DeviceUsers {
  private final DeviceStore devices;

  UsersOfDevices() {
    this(null);
  }

  @Inject
  public UsersOfDevices(DeviceStore devices) {
    this.devices = devices;
  }

  @Override
  public Optional<String> userOf(String device) {
    return devices
        .find(device)
        .map(found -> found.attributes().get(DeviceVariable.USER_PRINCIPAL_NAME.text()))
        .filter(user -> !user.isBlank());
  }
}
