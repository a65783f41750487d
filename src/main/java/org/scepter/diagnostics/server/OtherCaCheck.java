package org.scepter.diagnostics.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.scepter.diagnostics.Check;
import org.scepter.diagnostics.Finding;
import org.scepter.issuing.elsewhere.OtherCaHealth;
import org.scepter.issuing.elsewhere.revocation.RevocationOrder;

/** Whether the CA behind this server's answers, and whether a request was lost on its way there. */
@ApplicationScoped
public class OtherCaCheck implements Check {
  private static final String SUBJECT = "CA elsewhere";
  private static final String BY_HAND =
      "revoke them there (the audit names them: certificate.revoke-elsewhere), then say so: POST"
          + " /api/v1/certificates/SERIAL/revocation-elsewhere";

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
    health.revocations().forEach((state, number) -> findings.add(unrevoked(state, number)));
    return findings;
  }

  private static Finding unrevoked(RevocationOrder.State state, long number) {
    return switch (state) {
      case OPEN ->
          Finding.warn(
              SUBJECT,
              number + " revocations could not be passed on to it yet",
              "it is told again until it answers; the audit says why it was not"
                  + " (certificate.revoke-elsewhere)");
      case REFUSED ->
          Finding.warn(
              SUBJECT,
              "it has refused " + number + " revocations; those certificates are still good there",
              BY_HAND);
      case BY_HAND, DONE, ENDED ->
          Finding.warn(
              SUBJECT,
              number
                  + " certificates are revoked here and still good there: it cannot be told of"
                  + " revocations",
              BY_HAND);
    };
  }
}
