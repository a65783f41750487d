package org.scepter.renewal;

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
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.StartStep;

/**
 * Looks from time to time at when this node's certificates end; the first time a minute after the
 * start, when the listeners are open.
 */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class ExpiryTimer implements StartStep {
  private static final Duration FIRST = Duration.ofMinutes(1);

  @Resource private TimerService timers;
  @Inject private PlatformSettings platform;
  @Inject private RenewalSettings settings;
  @Inject private CertificateOverview overview;
  @Inject private Clock clock;

  private ExpiryNotices notices;

  @Override
  public int order() {
    return READY;
  }

  @Override
  public void start() {
    // The file in which this node's administrators look first.
    String log = platform.has(NodeRole.CRP) ? "crpctrl" : "NDESPlugin";
    notices = new ExpiryNotices(System.getLogger("scepter." + log));
    timers.createIntervalTimer(
        Math.min(FIRST.toMillis(), settings.interval().toMillis()),
        settings.interval().toMillis(),
        new TimerConfig("expiry", false));
  }

  @Timeout
  @Lock(LockType.WRITE)
  void run() {
    notices.tell(overview.now(), clock.instant());
  }
}
