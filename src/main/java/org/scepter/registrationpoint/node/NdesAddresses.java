package org.scepter.registrationpoint.node;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import org.scepter.enrolment.EndpointName;
import org.scepter.registrationpoint.store.NdesServerStore;

/** Where devices find the registered NDES servers. */
@ApplicationScoped
public class NdesAddresses {
  private final NdesServerStore store;
  private final Clock clock;

  NdesAddresses() {
    this(null, null);
  }

  @Inject
  public NdesAddresses(NdesServerStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Public URLs of the servers in force that serve an endpoint, by the servers' names. */
  @Transactional
  public List<String> serving(EndpointName endpoint) {
    return store.reachable(clock.instant()).values().stream()
        .filter(terms -> terms.endpoints().map(all -> all.contains(endpoint)).orElse(true))
        .flatMap(terms -> terms.publicUrl().stream())
        .map(URI::toString)
        .distinct()
        .toList();
  }
}
