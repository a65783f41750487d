package org.scepter.registrationpoint.remote;

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
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.StartStep;

/**
 * Looks at the health of the registration points inside, so that no device waits for a dead one.
 */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class RegistrationPointsTimer implements StartStep {
  @Resource private TimerService timers;
  @Inject private PlatformSettings platform;
  @Inject private Instance<RegistrationPoints> points;

  @Override
  public int order() {
    return READY;
  }

  @Override
  public void start() {
    if (NDESPolicyStart.isNeeded(platform)) {
      long interval = points.get().settings().checkInterval().toMillis();
      timers.createIntervalTimer(interval, interval, new TimerConfig("registration-points", false));
    }
  }

  @Timeout
  @Lock(LockType.WRITE)
  void run() {
    points.get().check();
  }
}
