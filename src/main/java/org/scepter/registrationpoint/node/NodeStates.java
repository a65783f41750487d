package org.scepter.registrationpoint.node;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.scepter.registrationpoint.store.NodeStateStore;

/** What all servers on this database know of the registration points and the NDES servers. */
@ApplicationScoped
public class NodeStates {
  private static final System.Logger LOG = System.getLogger(NodeStates.class.getName());
  private static final Duration WRITE_EVERY = Duration.ofMinutes(1);
  private static final int ONLINE = 0;

  private final NodeStateStore store;
  private final Clock clock;
  // As many as there are registrations.
  private final Map<String, Instant> heard = new ConcurrentHashMap<>();

  NodeStates() {
    this(null, null);
  }

  @Inject
  public NodeStates(NodeStateStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** A server tells how it stands. A database that is away keeps nobody from going on. */
  public void report(NodeState.Kind kind, String name, int status, String reason) {
    Instant now = now();
    try {
      store.put(new NodeState(kind, name, status, reason, now, now));
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "the state of " + name + " could not be kept", e);
    }
  }

  /** A registered node has called; written once a minute. This home's own calls are no news. */
  void heard(String node) {
    if (node.equals(PolicyModuleRegistration.NAME)) {
      return;
    }
    Instant now = now();
    Instant last = heard.get(node);
    if (last == null || !now.isBefore(last.plus(WRITE_EVERY))) {
      heard.put(node, now);
      report(NodeState.Kind.NDES, node, ONLINE, "has called");
    }
  }

  /** All, as they stand now. */
  @Transactional
  public List<NodeState> all() {
    Instant now = now();
    return store.all().stream().map(state -> state.asOf(now)).toList();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
