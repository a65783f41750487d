package org.scepter.registrationpoint.intune;

import jakarta.annotation.Resource;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.scepter.enrolment.IssuedCertificates;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.StartStep;
import org.scepter.platform.store.JobLeases;

/** Has Intune asked for its revocations from time to time; the node with the lease does it. */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class IntuneRevocationTimer implements StartStep {
  private static final String JOB = "intune-revocations";

  @Resource private TimerService timers;
  @Inject private PlatformSettings platform;
  @Inject private Instance<IntuneSettings> settings;
  @Inject private Instance<IssuedCertificates> authority;
  @Inject private IntuneCaller caller;
  @Inject private JobLeases leases;
  @Inject private Clock clock;

  private Duration interval;
  private IntuneRevocations revocations;

  @Override
  public int order() {
    return READY;
  }

  @Override
  public void start() {
    // Only who is a CA too can revoke.
    if (!platform.has(NodeRole.CRP) || !platform.has(NodeRole.CA)) {
      return;
    }
    IntuneSettings intune = settings.get();
    interval = intune.revocationInterval();
    if (!intune.isUsed() || interval.isZero()) {
      return;
    }
    revocations = new IntuneRevocations(intune.endpointNames(), intune.revocationBatch());
    timers.createIntervalTimer(
        interval.toMillis(), interval.toMillis(), new TimerConfig(JOB, false));
  }

  @Timeout
  @Lock(LockType.WRITE)
  void run() {
    if (authority.isResolvable() && leases.takeToNextRun(JOB, clock.instant(), interval)) {
      revocations.run(new IntuneTenant(caller.api()), authority.get());
    }
  }
}
