package org.scepter.registrationpoint.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** All that the registration point needs, in the order in which it is looked at. */
@ApplicationScoped
public class HealthProbes {
  private final ListenerProbe listener;
  private final DatabaseProbe database;
  private final SigningKeyProbe signingKey;

  HealthProbes() {
    this(null, null, null);
  }

  @Inject
  public HealthProbes(ListenerProbe listener, DatabaseProbe database, SigningKeyProbe signingKey) {
    this.listener = listener;
    this.database = database;
    this.signingKey = signingKey;
  }

  List<CrpHealth.Probe> all() {
    return List.of(database, signingKey, listener);
  }
}
