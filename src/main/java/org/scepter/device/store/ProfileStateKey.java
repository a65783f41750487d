package org.scepter.device.store;

import java.io.Serializable;
import java.util.Objects;

/** The primary key of {@link ProfileStateRow}; public with a no-arg constructor as JPA demands. */
public class ProfileStateKey implements Serializable {
  private static final long serialVersionUID = 1L;

  private String device;
  private String profile;

  public ProfileStateKey() {}

  ProfileStateKey(String device, String profile) {
    this.device = device;
    this.profile = profile;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ProfileStateKey that
        && Objects.equals(device, that.device)
        && Objects.equals(profile, that.profile);
  }

  @Override
  public int hashCode() {
    return Objects.hash(device, profile);
  }
}
