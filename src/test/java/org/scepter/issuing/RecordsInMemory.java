package org.scepter.issuing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.pki.Der;
import org.scepter.pki.SerialNumber;

/** The CA's book without a database. */
public final class RecordsInMemory implements CertificateRecords {
  final Map<EnrolmentId, RecordedCertificate> rows = new LinkedHashMap<>();
  int completed;
  private final List<InfrastructureCertificate> infrastructure = new ArrayList<>();

  @Override
  public synchronized void record(SigningIntent intent, Instant at) {
    rows.putIfAbsent(
        intent.id(),
        new RecordedCertificate(
            intent.id(),
            intent.issuer(),
            intent.serial(),
            intent.key(),
            Optional.of(intent.toBeSigned()),
            Optional.empty()));
  }

  @Override
  public synchronized Optional<RecordedCertificate> lock(EnrolmentId id) {
    return Optional.ofNullable(rows.get(id));
  }

  @Override
  public synchronized void complete(EnrolmentId id, Der certificate, Instant at) {
    completed++;
    rows.computeIfPresent(
        id,
        (same, row) ->
            new RecordedCertificate(
                id,
                row.issuer(),
                row.serial(),
                row.key(),
                Optional.empty(),
                Optional.of(certificate)));
  }

  @Override
  public boolean recordInfrastructure(InfrastructureCertificate certificate, Instant at) {
    infrastructure.add(certificate);
    return true;
  }

  /** What was recorded of Scepter's own. */
  public List<InfrastructureCertificate> infrastructure() {
    return List.copyOf(infrastructure);
  }

  @Override
  public List<CertificateView> find(SerialNumber serial) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<CertificateView> ofEnrolment(EnrolmentId id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<CertificateView> list(CertificateFilter filter) {
    throw new UnsupportedOperationException();
  }
}
