package org.scepter.diagnostics.files;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.scepter.diagnostics.Check;
import org.scepter.diagnostics.Finding;
import org.scepter.platform.NodeRole;

/** Whether what devices reach and what decides are apart. */
public final class RolesCheck implements Check {
  private static final String SUBJECT = "roles";

  private final Set<NodeRole> roles;
  private final boolean isTrial;
  private final boolean hasCaKeys;

  /**
   * @param hasCaKeys whether the home has an issuing CA's keys
   */
  public RolesCheck(Set<NodeRole> roles, boolean isTrial, boolean hasCaKeys) {
    this.roles = Set.copyOf(roles);
    this.isTrial = isTrial;
    this.hasCaKeys = hasCaKeys;
  }

  @Override
  public List<Finding> look() {
    Set<String> names = new TreeSet<>();
    roles.forEach(role -> names.add(role.name().toLowerCase(Locale.ROOT)));
    String all = String.join(", ", names);
    boolean isInFrontAndInside = roles.contains(NodeRole.NDES) && roles.size() > 1;
    if (!isInFrontAndInside && roles.contains(NodeRole.NDES) && hasCaKeys && !isTrial) {
      return List.of(
          Finding.warn(
              SUBJECT,
              "this server is ndes alone, but its home has the CA's keys",
              "give it a home of its own by scepter node add and node join"));
    }
    if (!isInFrontAndInside) {
      return List.of(Finding.ok(SUBJECT, "this server is " + all));
    }
    if (isTrial) {
      return List.of(Finding.ok(SUBJECT, "this server is " + all + ", in a trial"));
    }
    return List.of(
        Finding.warn(
            SUBJECT,
            "ndes, which strangers reach, is on one server with what decides and signs: " + all,
            "put ndes on a server of its own in the DMZ, as deployments/dmz does"));
  }
}
