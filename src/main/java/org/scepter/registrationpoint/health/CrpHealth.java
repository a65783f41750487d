package org.scepter.registrationpoint.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.scepter.platform.Happening;

/**
 * Whether the registration point answers its callers and can do what they ask; writes crpctrl.log
 * in ConfigMgr's words. What is wrong is told when it begins and when it changes, not at each
 * check.
 */
@ApplicationScoped
public class CrpHealth {
  private static final String ACTION = "registrationpoint.health";

  private final List<Probe> probes;
  private final Clock clock;
  private final System.Logger log;
  private final Consumer<Happening> happenings;
  private final Consumer<CrpStatus> checks;
  private volatile CrpStatus status;
  private List<String> told = List.of();

  /** Looks at one thing that the registration point needs. */
  public interface Probe {
    /** What is wrong, a line each as the log says it, the first one first; empty if all is well. */
    List<String> failures();

    /** What is well if nothing is wrong. */
    String passed();
  }

  /** Looks at what another component answers for. */
  public interface FurtherProbe extends Probe {}

  CrpHealth() {
    this.probes = List.of();
    this.clock = null;
    this.log = null;
    this.happenings = null;
    this.checks = null;
  }

  @Inject
  public CrpHealth(
      HealthProbes probes, Clock clock, Event<Happening> happenings, Event<CrpStatus> checks) {
    this(probes.all(), clock, System.getLogger("scepter.crpctrl"), happenings::fire, checks::fire);
  }

  CrpHealth(
      List<Probe> probes,
      Clock clock,
      System.Logger log,
      Consumer<Happening> happenings,
      Consumer<CrpStatus> checks) {
    this.probes = List.copyOf(probes);
    this.clock = clock;
    this.log = log;
    this.happenings = happenings;
    this.checks = checks;
    this.status = new CrpStatus(CrpStatus.UNDEFINED, clock.instant(), "not checked yet");
  }

  /** How the last check ended. */
  public CrpStatus current() {
    return status;
  }

  /** Checks now; as many seconds as the listener takes to answer, at most some twenty. */
  public synchronized CrpStatus checkNow() {
    CrpStatus before = status;
    log.log(
        System.Logger.Level.INFO,
        "CRP's previous status was " + before.code() + " (0 = Online, 1 = Failed, 4 = Undefined)");
    List<String> failures =
        probes.stream().flatMap(probe -> probe.failures().stream()).distinct().toList();
    String reason =
        failures.isEmpty()
            ? String.join("; ", probes.stream().map(Probe::passed).toList())
            : String.join(" ", failures);
    status =
        new CrpStatus(
            failures.isEmpty() ? CrpStatus.ONLINE : CrpStatus.FAILED, clock.instant(), reason);
    tell(before, failures);
    checks.accept(status);
    return status;
  }

  private void tell(CrpStatus before, List<String> failures) {
    failures.stream()
        .filter(line -> !told.contains(line))
        .forEach(line -> log.log(System.Logger.Level.ERROR, line));
    told = failures;
    if (before.code() != status.code()) {
      log.log(
          failures.isEmpty() ? System.Logger.Level.INFO : System.Logger.Level.WARNING,
          "CRP's status has changed from " + before.code() + " to " + status.code() + ".");
      report(before);
    }
  }

  // A database that is away is one of the things that are looked at.
  private void report(CrpStatus before) {
    try {
      happenings.accept(
          new Happening(
              ACTION,
              "registration-point",
              status.code() == CrpStatus.ONLINE ? Happening.Outcome.DONE : Happening.Outcome.FAILED,
              "Status" + status.code() + " after " + before.code() + ": " + status.reason(),
              ""));
    } catch (RuntimeException e) {
      log.log(System.Logger.Level.WARNING, "the audit could not be told of it: " + e);
    }
  }
}
