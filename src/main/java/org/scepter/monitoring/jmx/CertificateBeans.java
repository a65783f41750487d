package org.scepter.monitoring.jmx;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import org.scepter.platform.StartStep;
import org.scepter.renewal.CertificateOverview;

/** Shows Scepter's own certificates to JMX, whatever the node's roles are. */
@ApplicationScoped
public class CertificateBeans implements StartStep {
  private final CertificateOverview overview;
  private final Clock clock;
  private final JmxNames names = new JmxNames();

  CertificateBeans() {
    this(null, null);
  }

  @Inject
  public CertificateBeans(CertificateOverview overview, Clock clock) {
    this.overview = overview;
    this.clock = clock;
  }

  @Override
  public int order() {
    return READY;
  }

  @Override
  public void start() {
    names.register("Certificates", CertificatesMXBean.class, new Certificates(overview, clock));
  }

  @PreDestroy
  void unregister() {
    names.unregister();
  }
}
