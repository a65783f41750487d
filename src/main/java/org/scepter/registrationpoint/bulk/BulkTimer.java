package org.scepter.registrationpoint.bulk;

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
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.StartStep;
import org.scepter.platform.store.JobLeases;

/** Works orders off; one node at a time, whichever has the lease. */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class BulkTimer implements StartStep {
  private static final System.Logger LOG = System.getLogger(BulkTimer.class.getName());
  private static final String JOB = "challenge-runs";
  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final Duration LEASE = Duration.ofSeconds(30);

  // A run of the timer ends, so that the server can stop; the next one goes on.
  private static final int BATCHES = 500;

  @Resource private TimerService timers;
  @Inject private PlatformSettings settings;
  @Inject private BulkRuns runs;
  @Inject private JobLeases leases;
  @Inject private Clock clock;

  @Override
  public int order() {
    return READY;
  }

  @Override
  public void start() {
    if (settings.has(NodeRole.CRP)) {
      timers.createIntervalTimer(
          INTERVAL.toMillis(), INTERVAL.toMillis(), new TimerConfig(JOB, false));
    }
  }

  @Timeout
  @Lock(LockType.WRITE)
  void run() {
    try {
      var run = runs.oldest();
      for (int i = 0; i < BATCHES && run.isPresent() && hasLease(); i++) {
        runs.step(run.get());
        run = runs.oldest();
      }
    } catch (RuntimeException e) {
      // A deadlock or a database that is away; nothing of the batch is done and the next run tries.
      LOG.log(
          System.Logger.Level.WARNING, "a batch of challenges failed and will be tried again", e);
    }
  }

  private boolean hasLease() {
    Instant now = clock.instant();
    return leases.take(JOB, now, now.plus(LEASE));
  }
}
