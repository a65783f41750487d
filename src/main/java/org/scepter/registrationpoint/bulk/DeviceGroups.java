package org.scepter.registrationpoint.bulk;

import java.util.Collection;
import java.util.Set;

/** Which devices belong together: the site's collections, seen from the registration point. */
public interface DeviceGroups {
  /** Those of {@code devices} that are in the collection now. */
  Set<String> membersOf(String collection, Collection<String> devices);
}
