package org.scepter.issuing.elsewhere.revocation;

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
import java.util.List;
import org.scepter.issuing.AuthorityKeys;
import org.scepter.issuing.elsewhere.OtherCaHealth;
import org.scepter.issuing.elsewhere.revocation.RevocationOrder.State;
import org.scepter.pki.Thumbprint;
import org.scepter.platform.StartStep;
import org.scepter.platform.store.JobLeases;

/** Has the other CA told of revocations within seconds; the node with the lease does it. */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class RevocationTimer implements StartStep {
  private static final System.Logger LOG = System.getLogger(RevocationTimer.class.getName());
  private static final String JOB = "revocations-elsewhere";
  private static final Duration EVERY = Duration.ofSeconds(5);

  @Resource private TimerService timers;
  @Inject private OtherCaHealth otherCa;
  @Inject private AuthorityKeys keys;
  @Inject private RevocationOrderBook book;
  @Inject private RevocationCourier courier;
  @Inject private JobLeases leases;
  @Inject private Clock clock;

  @Override
  public int order() {
    return READY;
  }

  @Override
  public void start() {
    if (!otherCa.isThere()) {
      return;
    }
    List<Thumbprint> own =
        keys.published().stream().map(each -> each.authority().certificate().thumbprint()).toList();
    State state = otherCa.revokes() ? State.OPEN : State.BY_HAND;
    int missing = book.enterMissing(own, state, clock.instant());
    if (missing > 0) {
      LOG.log(
          System.Logger.Level.INFO,
          missing + " earlier revocations were entered for the CA elsewhere, " + state);
    }
    timers.createIntervalTimer(EVERY.toMillis(), EVERY.toMillis(), new TimerConfig(JOB, false));
  }

  @Timeout
  @Lock(LockType.WRITE)
  void run() {
    if (leases.takeToNextRun(JOB, clock.instant(), EVERY)) {
      courier.run();
    }
  }
}
