package org.scepter.monitoring;

import jakarta.annotation.Resource;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.scepter.platform.Happening;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.Retained;
import org.scepter.platform.SettingsReader;
import org.scepter.platform.StartStep;
import org.scepter.platform.store.JobLeases;

/** Starts the retention job from time to time; the node with the lease does it. */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class RetentionTimer implements StartStep {
  private static final String JOB = "retention";
  private static final Duration FIRST = Duration.ofMinutes(1);

  @Resource private TimerService timers;
  @Inject private PlatformSettings platform;
  @Inject private MonitoringSettings settings;
  @Inject private SettingsReader reader;
  @Inject @Any private Instance<Retained> kinds;
  @Inject private JobLeases leases;
  @Inject private RetentionBatch batch;
  @Inject private Event<Happening> happenings;
  @Inject private Clock clock;

  private final Map<Retained, RetentionAge> ages = new LinkedHashMap<>();

  @Override
  public int order() {
    return READY;
  }

  @Override
  public void start() {
    if (!platform.usesDatabase()) {
      return;
    }
    kinds.forEach(kind -> ages.put(kind, RetentionAge.of(kind, reader)));
    timers.createIntervalTimer(
        Math.min(FIRST.toMillis(), settings.retentionInterval().toMillis()),
        settings.retentionInterval().toMillis(),
        new TimerConfig(JOB, false));
  }

  @Timeout
  @Lock(LockType.WRITE)
  void run() {
    new RetentionRun(this::hasLease, batch, happenings::fire, clock).run(ages);
  }

  private boolean hasLease() {
    return leases.takeToNextRun(JOB, clock.instant(), settings.retentionInterval());
  }
}
