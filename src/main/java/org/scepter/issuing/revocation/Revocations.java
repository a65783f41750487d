package org.scepter.issuing.revocation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.enrolment.IssuedCertificates;
import org.scepter.issuing.CertificateRecords;
import org.scepter.issuing.CertificateView;
import org.scepter.pki.Der;
import org.scepter.pki.SerialNumber;
import org.scepter.platform.Happening;

/** Revokes certificates, and tells how those stand that were issued to devices. */
@ApplicationScoped
public class Revocations implements IssuedCertificates {
  private final CertificateRecords certificates;
  private final RevocationRecords revocations;
  private final Clock clock;
  private final Event<Happening> happenings;
  private final IssuedElsewhere elsewhere;

  Revocations() {
    this(null, null, null, null, null);
  }

  @Inject
  public Revocations(
      CertificateRecords certificates,
      RevocationRecords revocations,
      Clock clock,
      Event<Happening> happenings,
      IssuedElsewhere elsewhere) {
    this.elsewhere = elsewhere;
    this.certificates = certificates;
    this.revocations = revocations;
    this.clock = clock;
    this.happenings = happenings;
  }

  @Override
  @Transactional
  public Optional<Der> of(EnrolmentId id) {
    return certificates.ofEnrolment(id).flatMap(CertificateView::certificate);
  }

  @Override
  @Transactional
  public Optional<Standing> standing(Der certificate) {
    return find(certificate)
        .map(
            view ->
                new Standing(
                    view.enrolment().orElseThrow(),
                    new EndpointName(view.endpoint()),
                    revocations.of(List.of(view.id())).stream()
                        .findFirst()
                        .map(RevokedCertificate::at)));
  }

  @Override
  @Transactional
  public boolean supersede(Der certificate, Instant at) {
    Optional<CertificateView> found = find(certificate);
    found.ifPresent(view -> revoke(view, later(at, now()), RevocationReason.SUPERSEDED));
    return found.isPresent();
  }

  @Override
  @Transactional
  public boolean withdraw(Der certificate) {
    Optional<CertificateView> found = find(certificate);
    found.ifPresent(view -> revoke(view, now(), RevocationReason.CESSATION_OF_OPERATION));
    return found.isPresent();
  }

  @Override
  @Transactional
  public Revoked revoke(SerialNumber serial, Set<EndpointName> endpoints) {
    return certificates.find(serial).stream()
        .filter(view -> view.kind() == CertificateView.Kind.ENROLMENT)
        .filter(view -> endpoints.contains(new EndpointName(view.endpoint())))
        .findFirst()
        .map(this::cease)
        .orElse(Revoked.UNKNOWN);
  }

  private Revoked cease(CertificateView certificate) {
    return revoke(certificate, now(), RevocationReason.CESSATION_OF_OPERATION)
        ? Revoked.NOW
        : Revoked.BEFORE;
  }

  /**
   * Revokes a device's certificate now.
   *
   * @return false if it is revoked already
   */
  @Transactional
  public boolean revoke(CertificateView certificate, RevocationReason reason) {
    return revoke(certificate, now(), reason);
  }

  private boolean revoke(CertificateView certificate, Instant at, RevocationReason reason) {
    boolean revoked = revocations.revoke(certificate.id(), at, reason);
    if (revoked) {
      happenings.fire(
          new Happening(
              "certificate.revoke",
              "certificate:" + certificate.serial().hex(),
              Happening.Outcome.DONE,
              reason.word() + " from " + at,
              ""));
      elsewhere.revoked(certificate, at);
    }
    return revoked;
  }

  /** As {@link IssuedElsewhere#advice}. */
  Optional<String> advice(CertificateView certificate) {
    return elsewhere.advice(certificate);
  }

  /** Those of the given certificates that are revoked or will be, by their number in the book. */
  @Transactional
  public Map<Long, RevokedCertificate> among(Collection<CertificateView> views) {
    return revocations.of(views.stream().map(CertificateView::id).toList()).stream()
        .collect(Collectors.toMap(RevokedCertificate::certificateId, Function.identity()));
  }

  private Optional<CertificateView> find(Der certificate) {
    return serial(certificate).stream()
        .flatMap(serial -> certificates.find(serial).stream())
        .filter(view -> view.kind() == CertificateView.Kind.ENROLMENT)
        .filter(view -> view.certificate().filter(certificate::equals).isPresent())
        .findFirst();
  }

  private static Optional<SerialNumber> serial(Der certificate) {
    try {
      return Optional.of(
          new SerialNumber(
              org.bouncycastle.asn1.x509.Certificate.getInstance(certificate.bytes())
                  .getSerialNumber()
                  .getValue()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
