package org.scepter.monitoring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.scepter.monitoring.store.DatabaseProbe;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.registrationpoint.health.CrpHealth;
import org.scepter.registrationpoint.health.CrpStatus;

/** What the node can say about itself now. */
@ApplicationScoped
public class NodeState {
  private final PlatformSettings platform;
  private final CrpHealth crp;
  private final DatabaseProbe database;

  NodeState() {
    this(null, null, null);
  }

  @Inject
  public NodeState(PlatformSettings platform, CrpHealth crp, DatabaseProbe database) {
    this.platform = platform;
    this.crp = crp;
    this.database = database;
  }

  /** The roles' names as they stand in the settings, in order. */
  Set<String> roles() {
    Set<String> roles = new TreeSet<>();
    platform.roles().forEach(role -> roles.add(role.name().toLowerCase(Locale.ROOT)));
    return roles;
  }

  /** Whether the database answers; empty on a node that uses none. */
  Optional<Boolean> database() {
    return platform.usesDatabase() ? Optional.of(database.answers()) : Optional.empty();
  }

  /** The registration point's last known status; empty on a node that is none. */
  Optional<CrpStatus> registrationPoint() {
    return platform.has(NodeRole.CRP) ? Optional.of(crp.current()) : Optional.empty();
  }

  /**
   * Whether requests should come here; a registration point that was not checked yet may get them.
   */
  static boolean isReady(Optional<Boolean> database, Optional<CrpStatus> registrationPoint) {
    return database.orElse(true)
        && registrationPoint.stream().noneMatch(it -> it.code() == CrpStatus.FAILED);
  }
}
