package org.scepter.registrationpoint.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;

/** Whether the registration point answers its callers; writes crpctrl.log in ConfigMgr's words. */
@ApplicationScoped
public class CrpHealth {
  private final Probe probe;
  private final Clock clock;
  private final System.Logger log;
  private volatile CrpStatus status;

  /** Asks the registration point once. */
  public interface Probe {
    /** Why it failed, as the log says it; empty if the registration point answered. */
    Optional<String> failure();
  }

  CrpHealth() {
    this.probe = null;
    this.clock = null;
    this.log = null;
  }

  @Inject
  public CrpHealth(ListenerProbe probe, Clock clock) {
    this(probe, clock, System.getLogger("scepter.crpctrl"));
  }

  CrpHealth(Probe probe, Clock clock, System.Logger log) {
    this.probe = probe;
    this.clock = clock;
    this.log = log;
    this.status = new CrpStatus(CrpStatus.UNDEFINED, clock.instant(), "not checked yet");
  }

  /** How the last check ended. */
  public CrpStatus current() {
    return status;
  }

  /** Checks now; as many seconds as the listener takes to answer, at most some twenty. */
  public synchronized CrpStatus checkNow() {
    log.log(
        System.Logger.Level.INFO,
        "CRP's previous status was " + status.code() + " (0 = Online, 1 = Failed, 4 = Undefined)");
    Optional<String> failure = probe.failure();
    failure.ifPresent(line -> log.log(System.Logger.Level.ERROR, line));
    status =
        new CrpStatus(
            failure.isPresent() ? CrpStatus.FAILED : CrpStatus.ONLINE,
            clock.instant(),
            failure.orElse("the internal listener answered the policy module's certificate"));
    return status;
  }
}
