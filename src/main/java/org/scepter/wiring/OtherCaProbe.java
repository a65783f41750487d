package org.scepter.wiring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.scepter.issuing.elsewhere.OtherCaHealth;
import org.scepter.registrationpoint.health.CrpHealth;

/** Has the registration point's own check look at the CA behind this server's, if there is one. */
@ApplicationScoped
public class OtherCaProbe implements CrpHealth.FurtherProbe {
  private final OtherCaHealth health;

  OtherCaProbe() {
    this(null);
  }

  @Inject
  public OtherCaProbe(OtherCaHealth health) {
    this.health = health;
  }

  @Override
  public List<String> failures() {
    return health.faults();
  }

  @Override
  public String passed() {
    long unrevoked = health.revocations().values().stream().mapToLong(Long::longValue).sum();
    String told = unrevoked == 0 ? "" : "; " + unrevoked + " revocations have not been made there";
    return health.isThere()
        ? "the CA elsewhere, " + health.name() + ", answers" + told
        : "devices get their certificates from this server's own CA";
  }
}
