package org.scepter.registrationpoint.health;

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
import java.time.Duration;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.StartStep;
import org.scepter.registrationpoint.store.ChallengeCountStore;
import org.scepter.registrationpoint.store.NodeStateStore;

/**
 * Checks the registration point every ten minutes, as ConfigMgr does; the first time a minute after
 * the start, when the listeners are open. Each node checks itself.
 */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class CrpHealthTimer implements StartStep {
  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration INTERVAL = Duration.ofMinutes(10);

  @Resource private TimerService timers;
  @Inject private PlatformSettings settings;
  @Inject private CrpHealth health;
  @Inject private ChallengeCountStore challenges;
  @Inject private NodeStateStore nodes;

  @Override
  public int order() {
    return READY;
  }

  @Override
  public void start() {
    if (settings.has(NodeRole.CRP)) {
      // On Payara a store finds the database only once a thread of the application has used it,
      // and the first check may be ordered by a JMX client.
      challenges.touch();
      nodes.all();
      timers.createIntervalTimer(
          FIRST.toMillis(), INTERVAL.toMillis(), new TimerConfig("crp-health", false));
    }
  }

  @Timeout
  @Lock(LockType.WRITE)
  void run() {
    health.checkNow();
  }
}
