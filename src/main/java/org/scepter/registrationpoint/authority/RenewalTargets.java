package org.scepter.registrationpoint.authority;

import java.util.Optional;

/** What the site knows of a device whose certificate renews itself. */
public interface RenewalTargets {
  /** The terms, or empty if the profile is not deployed to such a device (any more). */
  Optional<RenewalTerms> of(String device, String profile);
}
