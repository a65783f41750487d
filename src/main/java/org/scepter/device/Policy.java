package org.scepter.device;

import java.util.Objects;
import java.util.Optional;
import org.scepter.profile.Names;
import org.scepter.profile.ScepProfile;
import org.scepter.profile.TrustedRoot;
import org.scepter.registrationpoint.IssuedChallenge;

/**
 * What a device is told of one profile.
 *
 * @param names its subject and SANs, unless the profile is not available to it
 * @param unavailable why not, empty if it is available
 * @param state how far the device is
 * @param challenge only in the answer that hands it out
 */
public record Policy(
    ScepProfile profile,
    TrustedRoot root,
    Optional<Names> names,
    String unavailable,
    ProfileState state,
    Optional<IssuedChallenge> challenge) {
  public Policy {
    Objects.requireNonNull(profile);
    Objects.requireNonNull(root);
    Objects.requireNonNull(names);
    Objects.requireNonNull(unavailable);
    Objects.requireNonNull(state);
    Objects.requireNonNull(challenge);
  }

  boolean isAvailable() {
    return unavailable.isEmpty();
  }

  /** The same, not available to the device for another reason. */
  Policy unavailable(String reason) {
    return new Policy(profile, root, names, reason, state, challenge);
  }

  Policy withChallenge(IssuedChallenge issued) {
    return new Policy(profile, root, names, unavailable, state, Optional.of(issued));
  }
}
