package org.scepter.issuing.est;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scepter.issuing.CertificateFilter;
import org.scepter.issuing.CertificateRecords;
import org.scepter.issuing.CertificateView;
import org.scepter.issuing.InfrastructureImport;
import org.scepter.issuing.revocation.RevocationRecords;
import org.scepter.issuing.signing.X509;
import org.scepter.pki.Der;
import org.scepter.pki.SerialNumber;

/** Scepter's own certificates in the CA's book. */
@ApplicationScoped
public class InfrastructureBook {
  private static final int PAGE = 200;
  private static final Duration RECENT = Duration.ofHours(1);

  private final CertificateRecords records;
  private final RevocationRecords revocations;
  private final InfrastructureImport infrastructure;
  private final Clock clock;

  InfrastructureBook() {
    this(null, null, null, null);
  }

  @Inject
  public InfrastructureBook(
      CertificateRecords records,
      RevocationRecords revocations,
      InfrastructureImport infrastructure,
      Clock clock) {
    this.records = records;
    this.revocations = revocations;
    this.infrastructure = infrastructure;
    this.clock = clock;
  }

  /** The record of exactly this certificate, if it is one of Scepter's own and not revoked. */
  @Transactional
  public Optional<CertificateView> inForce(X509Certificate shown) {
    return found(shown)
        .or(
            () -> {
              // Made by the command while this server was running.
              infrastructure.takeAll();
              return found(shown);
            })
        .filter(view -> !isRevoked(view));
  }

  boolean isInDate(CertificateView view) {
    Instant now = clock.instant();
    return !now.isBefore(view.notBefore()) && now.isBefore(view.notAfter());
  }

  /** Every certificate of this purpose that is in date and not revoked. */
  @Transactional
  public List<Der> inForce(String purpose) {
    List<CertificateView> found = new ArrayList<>();
    List<CertificateView> page = page(purpose, 0);
    while (!page.isEmpty()) {
      page.stream()
          .filter(view -> view.kind() == CertificateView.Kind.INFRASTRUCTURE)
          .filter(view -> isInDate(view) && !isRevoked(view))
          .forEach(found::add);
      page = page(purpose, page.get(page.size() - 1).id());
    }
    return found.stream().map(view -> view.certificate().orElseThrow()).toList();
  }

  /** How many certificates of this purpose were made within the last hour. */
  long recent(String purpose) {
    return records.countInfrastructure(purpose, clock.instant().minus(RECENT));
  }

  private List<CertificateView> page(String purpose, long after) {
    return records.list(
        new CertificateFilter(
            Optional.empty(), Optional.empty(), Optional.of(purpose), after, PAGE));
  }

  private Optional<CertificateView> found(X509Certificate shown) {
    Der der = X509.der(shown);
    return records.find(new SerialNumber(shown.getSerialNumber())).stream()
        .filter(view -> view.kind() == CertificateView.Kind.INFRASTRUCTURE)
        .filter(view -> view.certificate().filter(der::equals).isPresent())
        .findFirst();
  }

  private boolean isRevoked(CertificateView view) {
    return revocations.of(List.of(view.id())).stream()
        .anyMatch(each -> !clock.instant().isBefore(each.at()));
  }
}
