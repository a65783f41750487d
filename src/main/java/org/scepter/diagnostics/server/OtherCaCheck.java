package org.scepter.diagnostics.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.scepter.diagnostics.Check;
import org.scepter.diagnostics.Finding;
import org.scepter.issuing.elsewhere.OtherCaHealth;

/** Whether the CA behind this server's answers, and whether a request was lost on its way there. */
@ApplicationScoped
public class OtherCaCheck implements Check {
  private static final String SUBJECT = "CA elsewhere";

  private final OtherCaHealth health;

  OtherCaCheck() {
    this(null);
  }

  @Inject
  public OtherCaCheck(OtherCaHealth health) {
    this.health = health;
  }

  @Override
  public List<Finding> look() {
    if (!health.isThere()) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    List<String> faults = health.faults();
    if (faults.isEmpty()) {
      findings.add(Finding.ok(SUBJECT, health.name() + " answers"));
    }
    for (String fault : faults) {
      findings.add(
          Finding.fail(
              SUBJECT, fault, "see scepter.issuing.elsewhere in deployments/ca-elsewhere"));
    }
    long unclear = health.unclear();
    if (unclear > 0) {
      findings.add(
          Finding.warn(
              SUBJECT,
              unclear + " requests were sent and nobody knows whether it has issued",
              "look for their certificates there (the audit names them: certificate.order), then"
                  + " give the devices new challenges"));
    }
    return findings;
  }
}
