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
import org.scepter.pki.Thumbprint;

/** The CA's book without a database. */
public final class RecordsInMemory implements CertificateRecords {
  final Map<EnrolmentId, RecordedCertificate> rows = new LinkedHashMap<>();
  final Map<EnrolmentId, SigningIntent> intents = new LinkedHashMap<>();
  final Map<SerialNumber, Instant> ends = new LinkedHashMap<>();
  int completed;
  private final List<InfrastructureCertificate> infrastructure = new ArrayList<>();

  @Override
  public synchronized void record(SigningIntent intent, Instant at) {
    intents.putIfAbsent(intent.id(), intent);
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
    return ends.containsKey(serial) ? List.of(device(serial, ends.get(serial))) : List.of();
  }

  private static CertificateView device(SerialNumber serial, Instant end) {
    return new CertificateView(
        1,
        CertificateView.Kind.ENROLMENT,
        new Thumbprint("a".repeat(40)),
        serial,
        "CN=phone-1",
        "vpn",
        "ScepterDevice 1",
        "mscep",
        end.minusSeconds(1),
        end,
        end.minusSeconds(1),
        Optional.empty(),
        Optional.empty());
  }

  @Override
  public Optional<CertificateView> ofEnrolment(EnrolmentId id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long countInfrastructure(String purpose, Instant since) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<CertificateView> list(CertificateFilter filter) {
    throw new UnsupportedOperationException();
  }
}
