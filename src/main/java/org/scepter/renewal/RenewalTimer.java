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
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.scepter.issuing.est.InfrastructureBook;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.StartStep;
import org.scepter.platform.keys.KeyHolders;
import org.scepter.platform.store.JobLeases;

/**
 * Renews this node's certificates when it is time. Nodes on one database do it one after the other:
 * where they share a home, the second one finds nothing to do; where each has its own, each has its
 * own keys from then on.
 */
@Singleton
@TransactionManagement(TransactionManagementType.BEAN)
public class RenewalTimer implements StartStep {
  private static final System.Logger LOG = System.getLogger(RenewalTimer.class.getName());
  private static final String JOB = "renewal";
  private static final Duration LONGEST = Duration.ofMinutes(5);

  @Resource private TimerService timers;
  @Inject private PlatformSettings platform;
  @Inject private RenewalSettings settings;
  @Inject private Instance<ScepterHome> home;
  @Inject private OwnCertificates certificates;
  @Inject private Instance<InsideCertifier> inside;
  @Inject private Instance<InFrontCertifier> inFront;
  @Inject private Instance<InfrastructureBook> book;
  @Inject private Instance<JobLeases> leases;
  @Inject private SecureRandom random;
  @Inject private KeyHolders holders;
  @Inject private Clock clock;

  private SignerRenewal signer;
  private Renewals renewals;

  @Override
  public int order() {
    return READY;
  }

  @Override
  public void start() {
    boolean hasCa = platform.has(NodeRole.CA);
    if (!hasCa && !platform.has(NodeRole.NDES)) {
      return;
    }
    Certifier certifier = hasCa ? inside.get() : inFront.get();
    KeyRenewal keys = new KeyRenewal(home.get(), certifier, random, holders, clock);
    signer = new SignerRenewal(home.get(), keys);
    renewals = new Renewals(certificates, keys, signer, settings, clock);
    timers.createIntervalTimer(
        settings.interval().toMillis(),
        settings.interval().toMillis(),
        new TimerConfig(JOB, false));
  }

  @Timeout
  @Lock(LockType.WRITE)
  void run() {
    if (!platform.usesDatabase()) {
      renewals.run();
      return;
    }
    Instant now = clock.instant();
    if (leases.get().take(JOB, now, now.plus(LONGEST))) {
      try {
        renewals.run();
        signers();
      } finally {
        Instant end = clock.instant();
        leases.get().take(JOB, end, end);
      }
    }
  }

  private void signers() {
    if (platform.has(NodeRole.CA)) {
      try {
        signer.publish(book.get().inForce(OwnCertificates.AUTHORISATION));
        signer.clear(clock.instant());
      } catch (IOException e) {
        LOG.log(System.Logger.Level.ERROR, "certmgr.box cannot be brought up to date: " + e);
      }
    }
  }
}
