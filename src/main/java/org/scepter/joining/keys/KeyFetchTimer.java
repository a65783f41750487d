package org.scepter.joining.keys;

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
import org.scepter.issuing.remote.CertificateAuthorities;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.StartStep;

/** Has a node in front look for the RA's next key set, long before devices are told of it. */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class KeyFetchTimer implements StartStep {
  @Resource private TimerService timers;
  @Inject private PlatformSettings platform;
  @Inject private Instance<KeyFetch> fetch;

  @Override
  public int order() {
    return READY;
  }

  @Override
  public void start() {
    if (CertificateAuthorities.areNeeded(platform)) {
      long interval = fetch.get().interval().toMillis();
      timers.createIntervalTimer(0, interval, new TimerConfig("ra-key-fetch", false));
    }
  }

  @Timeout
  @Lock(LockType.WRITE)
  void run() {
    fetch.get().run();
  }
}
