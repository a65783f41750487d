package org.scepter.monitoring.jmx;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import org.scepter.platform.StartStep;
import org.scepter.renewal.CertificateOverview;
import org.scepter.renewal.OwnCertificates;

/** Shows Scepter's own certificates to JMX, whatever the node's roles are. */
@ApplicationScoped
public class CertificateBeans implements StartStep {
  private final CertificateOverview overview;
  private final OwnCertificates files;
  private final Clock clock;
  private final JmxNames names = new JmxNames();

  CertificateBeans() {
    this(null, null, null);
  }

  @Inject
  public CertificateBeans(CertificateOverview overview, OwnCertificates files, Clock clock) {
    this.overview = overview;
    this.files = files;
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
  }

  @PreDestroy
  void unregister() {
    names.unregister();
  }
}
