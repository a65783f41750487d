package org.scepter.diagnostics.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.scepter.diagnostics.Check;
import org.scepter.diagnostics.CheckReport;
import org.scepter.diagnostics.node.NodeChecks;
import org.scepter.registrationpoint.RegistrationPointSettings;

/** Looks at all that this server can see, once at a time. */
@ApplicationScoped
public class ServerCheck {
  private static final System.Logger LOG = System.getLogger(ServerCheck.class.getName());

  private final NodeChecks node;
  private final RegistrationPointSettings listeners;
  private final ServerChecks server;
  private final Clock clock;
  private final ReentrantLock running = new ReentrantLock();
  private volatile Optional<CheckReport> last = Optional.empty();

  ServerCheck() {
    this(null, null, null, null);
  }

  @Inject
  public ServerCheck(
      NodeChecks node, RegistrationPointSettings listeners, ServerChecks server, Clock clock) {
    this.node = node;
    this.listeners = listeners;
    this.server = server;
    this.clock = clock;
  }

  /** What was found last; empty if nothing was looked at since the start. */
  Optional<CheckReport> last() {
    return last;
  }

  /** Looks now; empty if somebody else's look is not over. */
  Optional<CheckReport> now() {
    if (!running.tryLock()) {
      return Optional.empty();
    }
    try {
      List<Check> all = new ArrayList<>(node.all(listeners.healthUrl().getHost()));
      all.addAll(server.all());
      CheckReport report = CheckReport.of(all, clock.instant());
      report.findings().stream()
          .filter(each -> !each.cure().isEmpty())
          .forEach(each -> LOG.log(System.Logger.Level.WARNING, "check: " + each.line()));
      last = Optional.of(report);
      return last;
    } finally {
      running.unlock();
    }
  }
}
