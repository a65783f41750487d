package org.scepter.registrationpoint.recovery;

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
import java.time.Instant;
import org.scepter.enrolment.IssuedCertificates;
import org.scepter.platform.CurrentTransaction;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.StartStep;
import org.scepter.platform.store.JobLeases;
import org.scepter.registrationpoint.Notifications;
import org.scepter.registrationpoint.RegistrationPointSettings;
import org.scepter.registrationpoint.store.UnheardStore;

/**
 * Has the CA asked from time to time what nobody told; the node with the lease does it, if it
 * reaches the CA.
 */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class LostNoticeTimer implements StartStep {
  private static final String JOB = "lost-notices";

  @Resource private TimerService timers;
  @Inject private PlatformSettings platform;
  @Inject private Instance<RegistrationPointSettings> settings;
  @Inject private Instance<IssuedCertificates> authority;
  @Inject private UnheardStore enrolments;
  @Inject private Notifications notifications;
  @Inject private JobLeases leases;
  @Inject private Clock clock;

  private Duration interval;
  private LostNotices notices;

  @Override
  public int order() {
    return READY;
  }

  @Override
  public void start() {
    if (!platform.has(NodeRole.CRP) || !platform.has(NodeRole.CA)) {
      return;
    }
    interval = settings.get().lostNoticeInterval();
    notices =
        new LostNotices(
            enrolments,
            outcome ->
                CurrentTransaction.during(outcome.transaction(), () -> notifications.take(outcome)),
            interval,
            settings.get().retryWindow());
    timers.createIntervalTimer(
        interval.toMillis(), interval.toMillis(), new TimerConfig(JOB, false));
  }

  @Timeout
  @Lock(LockType.WRITE)
  void run() {
    Instant now = clock.instant();
    if (authority.isResolvable() && leases.takeToNextRun(JOB, now, interval)) {
      notices.run(authority.get(), now);
    }
  }
}
