package org.scepter.issuing.elsewhere;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.issuing.CertificateFilter;
import org.scepter.issuing.CertificateRecords;
import org.scepter.issuing.CertificateView;
import org.scepter.issuing.InfrastructureCertificate;
import org.scepter.issuing.RecordedCertificate;
import org.scepter.issuing.SigningIntent;
import org.scepter.pki.Der;
import org.scepter.pki.SerialNumber;

/** Orders and certificates without a database. */
final class BookInMemory implements Orders {
  final Map<EnrolmentId, Order> orders = new LinkedHashMap<>();
  final Map<EnrolmentId, CertificateView> certificates = new LinkedHashMap<>();

  @Override
  public boolean enter(Order order) {
    return orders.putIfAbsent(order.id(), order) == null;
  }

  @Override
  public Optional<Order> lock(EnrolmentId id) {
    return Optional.ofNullable(orders.get(id));
  }

  @Override
  public void change(Order order) {
    if (orders.replace(order.id(), order) == null) {
      throw new IllegalStateException("no order");
    }
  }

  @Override
  public void remove(EnrolmentId id) {
    orders.remove(id);
  }

  @Override
  public boolean issued(SigningIntent recorded, Der certificate, Instant at) {
    boolean isTaken =
        certificates.containsKey(recorded.id())
            || certificates.values().stream()
                .anyMatch(each -> each.serial().equals(recorded.serial()));
    if (isTaken) {
      return false;
    }
    certificates.put(
        recorded.id(),
        new CertificateView(
            1,
            CertificateView.Kind.ENROLMENT,
            recorded.issuer(),
            recorded.serial(),
            recorded.subject().text(),
            recorded.profile(),
            recorded.template() + " 1",
            recorded.endpoint().value(),
            recorded.notBefore(),
            recorded.notAfter(),
            at,
            Optional.of(recorded.id()),
            Optional.of(certificate)));
    return true;
  }

  @Override
  public long unclear() {
    return orders.values().stream().filter(o -> o.state() == Order.State.UNCLEAR).count();
  }

  /** The certificates' side of the book. */
  CertificateRecords records() {
    return new Records();
  }

  private final class Records implements CertificateRecords {
    @Override
    public Optional<CertificateView> ofEnrolment(EnrolmentId id) {
      return Optional.ofNullable(certificates.get(id));
    }

    @Override
    public void record(SigningIntent intent, Instant at) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void complete(EnrolmentId id, Der certificate, Instant at) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean recordInfrastructure(InfrastructureCertificate certificate, Instant at) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<CertificateView> find(SerialNumber serial) {
      return certificates.values().stream().filter(it -> it.serial().equals(serial)).toList();
    }

    @Override
    public long countInfrastructure(String purpose, Instant since) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<CertificateView> list(CertificateFilter filter) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<RecordedCertificate> lock(EnrolmentId id) {
      throw new UnsupportedOperationException();
    }
  }
}
