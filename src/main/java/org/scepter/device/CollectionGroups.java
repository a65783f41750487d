package org.scepter.device;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Set;
import org.scepter.device.store.CollectionStore;
import org.scepter.registrationpoint.bulk.DeviceGroups;

/** The site's collections for the registration point. */
@ApplicationScoped
public class CollectionGroups implements DeviceGroups {
  private final CollectionStore store;

  CollectionGroups() {
    this(null);
  }

  @Inject
  public CollectionGroups(CollectionStore store) {
    this.store = store;
  }

  @Override
  public Set<String> membersOf(String collection, Collection<String> devices) {
    return store.membersAmong(collection, devices);
  }
}
