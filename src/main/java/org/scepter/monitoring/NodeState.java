package org.scepter.monitoring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.scepter.monitoring.store.DatabaseProbe;
import org.scepter.platform.PlatformSettings;

/** What the node can say about itself now. */
@ApplicationScoped
public class NodeState {
  private final PlatformSettings platform;
  private final DatabaseProbe database;

  NodeState() {
    this(null, null);
  }

  @Inject
  public NodeState(PlatformSettings platform, DatabaseProbe database) {
    this.platform = platform;
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
}
