package org.scepter.diagnostics.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.scepter.diagnostics.Check;
import org.scepter.diagnostics.Finding;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.registrationpoint.health.CrpHealth;
import org.scepter.registrationpoint.health.CrpStatus;
import org.scepter.registrationpoint.node.NodeState;
import org.scepter.registrationpoint.node.NodeStates;

/** How the registration point stands, and what is known of the other servers. */
@ApplicationScoped
public class RegistrationPointCheck implements Check {
  private static final String SUBJECT = "registration point";

  private final PlatformSettings platform;
  private final CrpHealth health;
  private final NodeStates nodes;

  RegistrationPointCheck() {
    this(null, null, null);
  }

  @Inject
  public RegistrationPointCheck(PlatformSettings platform, CrpHealth health, NodeStates nodes) {
    this.platform = platform;
    this.health = health;
    this.nodes = nodes;
  }

  @Override
  public List<Finding> look() {
    if (!platform.has(NodeRole.CRP)) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    CrpStatus status = health.checkNow();
    String seen = "status " + status.code() + " (" + status.word() + "): " + status.reason();
    findings.add(
        status.code() == CrpStatus.ONLINE
            ? Finding.ok(SUBJECT, seen)
            : Finding.fail(SUBJECT, seen, "as said there; crpctrl.log has it too"));
    try {
      nodes.all().forEach(each -> judge(each, findings));
    } catch (RuntimeException e) {
      // The database is looked at by itself.
      return findings;
    }
    return findings;
  }

  static void judge(NodeState state, List<Finding> findings) {
    String seen =
        state.kind()
            + " "
            + state.name()
            + " has status "
            + state.status()
            + " since "
            + state.since()
            + ": "
            + state.reason();
    if (state.status() == CrpStatus.FAILED) {
      findings.add(
          Finding.warn("other servers", seen, "see crpctrl.log and NDESPlugin.log on that server"));
    } else if (state.status() == CrpStatus.UNDEFINED) {
      findings.add(
          Finding.warn(
              "other servers",
              seen,
              "start that server and see whether it reaches this one; if it is gone for good, end"
                  + " its registration"));
    }
  }
}
