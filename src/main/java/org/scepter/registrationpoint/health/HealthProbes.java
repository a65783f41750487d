package org.scepter.registrationpoint.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Stream;

/** All that the registration point needs, in the order in which it is looked at. */
@ApplicationScoped
public class HealthProbes {
  private final ListenerProbe listener;
  private final DatabaseProbe database;
  private final SigningKeyProbe signingKey;
  private final Instance<CrpHealth.FurtherProbe> further;

  HealthProbes() {
    this(null, null, null, null);
  }

  @Inject
  public HealthProbes(
      ListenerProbe listener,
      DatabaseProbe database,
      SigningKeyProbe signingKey,
      @Any Instance<CrpHealth.FurtherProbe> further) {
    this.further = further;
    this.listener = listener;
    this.database = database;
    this.signingKey = signingKey;
  }

  List<CrpHealth.Probe> all() {
    return Stream.concat(Stream.of(database, signingKey, listener), further.stream()).toList();
  }
}
