package org.scepter.monitoring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.scepter.renewal.Expiry;
import org.scepter.renewal.OwnCertificate;
import org.scepter.renewal.OwnCertificates;

/**
 * When Scepter's own certificates end. Opening their key stores is slow by design, so that is done
 * once a minute however often a node asks.
 */
@ApplicationScoped
public class CertificateEnds {
  private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

  private final OwnCertificates certificates;
  private final Clock clock;
  private Map<String, Instant> ends = Map.of();
  private Instant lookedAt = Instant.EPOCH;

  CertificateEnds() {
    this(null, null);
  }

  @Inject
  public CertificateEnds(OwnCertificates certificates, Clock clock) {
    this.certificates = certificates;
    this.clock = clock;
  }

  /** By the certificates' names; without those that cannot be read. */
  synchronized Map<String, Instant> all() {
    Instant now = clock.instant();
    if (now.isBefore(lookedAt) || !now.isBefore(lookedAt.plus(LOOK_EVERY))) {
      lookedAt = now;
      Map<String, Instant> found = new TreeMap<>();
      for (OwnCertificate each : certificates.all()) {
        each.certificate().ifPresent(it -> found.put(each.name(), Expiry.of(it).notAfter()));
      }
      ends = found;
    }
    return ends;
  }
}
