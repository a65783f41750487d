package org.scepter.issuing.succession;

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
import org.scepter.issuing.AuthorityKeys;
import org.scepter.issuing.Generation;
import org.scepter.issuing.InfrastructureImport;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.StartStep;

/**
 * Notices in the running server what the command has written: takes the new certificates into the
 * book, and says in the log which CA follows and which has taken over.
 */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class SuccessionTimer implements StartStep {
  private static final System.Logger LOG = System.getLogger(SuccessionTimer.class.getName());
  private static final Duration EVERY = Duration.ofSeconds(5);

  @Resource private TimerService timers;
  @Inject private PlatformSettings platform;
  @Inject private AuthorityKeys keys;
  @Inject private InfrastructureImport infrastructure;
  @Inject private Clock clock;

  private SuccessionNews news;

  @Override
  public int order() {
    return READY;
  }

  @Override
  public void start() {
    if (!platform.has(NodeRole.CA)) {
      return;
    }
    news = SuccessionNews.of(keys.published(), keys.current(clock.instant()));
    timers.createIntervalTimer(
        EVERY.toMillis(), EVERY.toMillis(), new TimerConfig("succession", false));
  }

  @Timeout
  @Lock(LockType.WRITE)
  void run() {
    Generation current = keys.current(clock.instant());
    SuccessionNews now = SuccessionNews.of(keys.published(), current);
    if (!now.equals(news)) {
      infrastructure.takeAll();
      now.since(news).forEach(line -> LOG.log(System.Logger.Level.INFO, line));
      news = now;
    }
  }
}
