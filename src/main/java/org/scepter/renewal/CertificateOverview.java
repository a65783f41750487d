package org.scepter.renewal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;

/** How Scepter's own certificates on this node stand, looked at anew each time. */
@ApplicationScoped
public class CertificateOverview {
  private final OwnCertificates certificates;
  private final ListenerLook listeners;
  private final Clock clock;

  CertificateOverview() {
    this(null, null, null);
  }

  @Inject
  public CertificateOverview(OwnCertificates certificates, ListenerLook listeners, Clock clock) {
    this.certificates = certificates;
    this.listeners = listeners;
    this.clock = clock;
  }

  public List<CertificateStatus> now() {
    return certificates.all().stream()
        .map(
            own ->
                CertificateStatus.of(
                    own, own.listener().map(listeners::at), clock.instant(), reload()))
        .toList();
  }

  // Which server this is, it says itself.
  private static String reload() {
    String server = System.getProperty("com.sun.aas.instanceRoot") == null ? "wildfly" : "payara";
    return "server-config/" + server + "/reload-tls";
  }
}
