package org.scepter.monitoring.jmx;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.scepter.renewal.CertificateOverview;
import org.scepter.renewal.CertificateStatus;
import org.scepter.renewal.Expiry;
import org.scepter.renewal.OwnCertificate;
import org.scepter.renewal.OwnCertificates;

/** Scepter's own certificates for JMX. */
final class Certificates implements CertificatesMXBean {
  private final CertificateOverview overview;
  private final OwnCertificates files;
  private final Clock clock;

  Certificates(CertificateOverview overview, OwnCertificates files, Clock clock) {
    this.overview = overview;
    this.files = files;
    this.clock = clock;
  }

  @Override
  public List<String> getWarnings() {
    return overview.now().stream()
        .flatMap(each -> each.warnings().stream().map(line -> each.own().name() + ": " + line))
        .toList();
  }

  @Override
  public Map<String, String> getNotAfter() {
    return byName(it -> Expiry.of(it).notAfter().toString());
  }

  @Override
  public Map<String, Long> getDaysLeft() {
    return byName(it -> Duration.between(clock.instant(), Expiry.of(it).notAfter()).toDays());
  }

  private <T> Map<String, T> byName(Function<X509Certificate, T> part) {
    Map<String, T> parts = new TreeMap<>();
    for (OwnCertificate each : files.all()) {
      each.certificate().map(part).ifPresent(it -> parts.put(each.name(), it));
    }
    return parts;
  }

  @Override
  public Map<String, String> getServed() {
    Map<String, String> served = new TreeMap<>();
    overview.now().stream()
        .flatMap(each -> each.served().stream())
        .forEach(
            seen ->
                seen.certificate()
                    .ifPresent(
                        it -> served.put(seen.address(), CertificateStatus.sha256(it).hex())));
    return served;
  }
}
