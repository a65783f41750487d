package org.scepter.issuing.remote;

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
 * Learns from the CA inside what devices ask of it, at start and from time to time; a node starts
 * all the same while the inside is away.
 */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class AuthorityTimer implements StartStep {
  @Resource private TimerService timers;
  @Inject private PlatformSettings platform;
  @Inject private Instance<CertificateAuthorities> authorities;

  @Override
  public int order() {
    return DATA;
  }

  @Override
  public void start() {
    if (CertificateAuthorities.areNeeded(platform)) {
      authorities.get().check();
      long interval = authorities.get().settings().checkInterval().toMillis();
      timers.createIntervalTimer(interval, interval, new TimerConfig("authority", false));
    }
  }

  @Timeout
  @Lock(LockType.WRITE)
  void run() {
    authorities.get().check();
  }
}
