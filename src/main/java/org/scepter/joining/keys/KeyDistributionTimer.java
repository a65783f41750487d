package org.scepter.joining.keys;

import jakarta.annotation.Resource;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import org.scepter.issuing.succession.KeySetSettings;
import org.scepter.issuing.succession.KeySets;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.SettingsReader;
import org.scepter.platform.StartStep;

/** Has the RA's next key set made in time, and all sets ready for the nodes before these ask. */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class KeyDistributionTimer implements StartStep {
  private static final System.Logger LOG = System.getLogger(KeyDistributionTimer.class.getName());
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final Duration RENEW_EVERY = Duration.ofMinutes(1);
  private static final String RENEWAL = "ra-key-set-renewal";

  @Resource private TimerService timers;
  @Inject private PlatformSettings platform;
  @Inject private SettingsReader reader;
  @Inject private Instance<KeySets> sets;
  @Inject private Instance<KeyDistribution> distribution;

  @Override
  public int order() {
    return READY;
  }

  @Override
  public void start() {
    if (platform.has(NodeRole.CA)) {
      timers.createIntervalTimer(0, EVERY.toMillis(), new TimerConfig("ra-key-sets", false));
      // Opening key stores to see when their certificates end takes its time.
      timers.createIntervalTimer(0, RENEW_EVERY.toMillis(), new TimerConfig(RENEWAL, false));
    }
  }

  @Timeout
  @Lock(LockType.WRITE)
  void run(Timer timer) {
    try {
      if (RENEWAL.equals(timer.getInfo())) {
        sets.get().nextInTime(KeySetSettings.from(reader));
      } else {
        distribution.get().run();
      }
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "the RA's key sets are not handed on", e);
    }
  }
}
