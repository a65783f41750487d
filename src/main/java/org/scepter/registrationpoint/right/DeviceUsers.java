package org.scepter.registrationpoint.right;

import java.util.Optional;

/** Whose devices they are: the site's devices, seen from the registration point. */
public interface DeviceUsers {
  /** The user principal name of the device's user; empty if it has none or is not known. */
  Optional<String> userOf(String device);
}
