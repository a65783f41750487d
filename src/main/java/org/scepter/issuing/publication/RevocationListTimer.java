package org.scepter.issuing.publication;

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
import java.util.stream.Stream;
import org.scepter.issuing.AuthorityKeys;
import org.scepter.issuing.AuthorityKeys.Authority;
import org.scepter.issuing.Generation;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.StartStep;

/** Has every CA's CRLs made in time, and within seconds after a revocation; at start as well. */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class RevocationListTimer implements StartStep {
  private static final System.Logger LOG = System.getLogger(RevocationListTimer.class.getName());
  private static final Duration EVERY = Duration.ofSeconds(2);

  @Resource private TimerService timers;
  @Inject private PlatformSettings platform;
  @Inject private AuthorityKeys keys;
  @Inject private RevocationListSchedule schedule;

  @Override
  public int order() {
    return READY;
  }

  @Override
  public void start() {
    if (platform.has(NodeRole.CA)) {
      run();
      timers.createIntervalTimer(
          EVERY.toMillis(), EVERY.toMillis(), new TimerConfig("revocation-lists", false));
    }
  }

  @Timeout
  @Lock(LockType.WRITE)
  void run() {
    Stream<Authority> root = keys.isRootOffline() ? Stream.empty() : Stream.of(keys.root());
    Stream.concat(root, keys.published().stream().map(Generation::authority)).forEach(this::keep);
  }

  // The other CAs' CRLs do not wait for one that fails.
  private void keep(Authority authority) {
    try {
      schedule.keep(authority);
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.ERROR,
          "the CRLs of CA " + authority.certificate().thumbprint().hex() + " cannot be kept",
          e);
    }
  }
}
