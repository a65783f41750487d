package org.scepter.monitoring.jmx;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import org.scepter.platform.StartStep;
import org.scepter.platform.keys.KeyHolders;
import org.scepter.renewal.CertificateOverview;
import org.scepter.renewal.OwnCertificates;

/**
 * Shows Scepter's own certificates and the use of its keys to JMX, whatever the node's roles are.
 */
@ApplicationScoped
public class CertificateBeans implements StartStep {
  private final CertificateOverview overview;
  private final OwnCertificates files;
  private final KeyHolders holders;
  private final Clock clock;
  private final JmxNames names = new JmxNames();

  CertificateBeans() {
    this(null, null, null, null);
  }

  @Inject
  public CertificateBeans(
      CertificateOverview overview, OwnCertificates files, KeyHolders holders, Clock clock) {
    this.overview = overview;
    this.files = files;
    this.holders = holders;
    this.clock = clock;
  }

  @Override
  public int order() {
    return READY;
  }

  @Override
  public void start() {
    names.register(
        "Certificates", CertificatesMXBean.class, new Certificates(overview, files, clock));
    names.register("Keys", KeysMXBean.class, new Keys(holders));
  }

  @PreDestroy
  void unregister() {
    names.unregister();
  }
}
