package org.scepter.issuing.status;

import jakarta.annotation.Resource;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.scepter.issuing.AuthorityKeys;
import org.scepter.issuing.Generation;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.StartStep;
import org.scepter.platform.store.JobLeases;

/**
 * Has each CA's responder made and renewed; at start as well. Of nodes that share a home the second
 * one finds the work done; those with homes of their own have keys of their own.
 */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class ResponderTimer implements StartStep {
  private static final String JOB = "ocsp-responders";
  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  @Resource private TimerService timers;
  @Inject private PlatformSettings platform;
  @Inject private AuthorityKeys keys;
  @Inject private ResponderKeys responders;
  @Inject private JobLeases leases;
  @Inject private Clock clock;

  @Override
  public int order() {
    return READY;
  }

  @Override
  public void start() {
    if (platform.has(NodeRole.CA)) {
      run();
      timers.createIntervalTimer(EVERY.toMillis(), EVERY.toMillis(), new TimerConfig(JOB, false));
    }
  }

  @Timeout
  @Lock(LockType.WRITE)
  void run() {
    if (keys.published().stream().noneMatch(responders::isDue)) {
      return;
    }
    Instant now = clock.instant();
    if (leases.take(JOB, now, now.plus(LONGEST))) {
      try {
        for (Generation each : keys.published()) {
          responders.keep(each);
        }
      } finally {
        Instant end = clock.instant();
        leases.take(JOB, end, end);
      }
    }
  }
}
