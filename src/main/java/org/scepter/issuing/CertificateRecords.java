package org.scepter.issuing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.pki.Der;
import org.scepter.pki.SerialNumber;

/** The CA's book of certificates. Every call needs a transaction and takes part in it. */
public interface CertificateRecords {
  /** Longest serial number that is looked for: 20 octets (RFC 5280 §4.1.2.2) with colons. */
  int MAX_WRITTEN = 60;

  /** Records an intent to sign; does nothing if its enrolment is recorded already. */
  void record(SigningIntent intent, Instant at);

  /** The record of an enrolment, locked until the transaction ends. */
  Optional<RecordedCertificate> lock(EnrolmentId id);

  /** Keeps the certificate of a locked record. */
  void complete(EnrolmentId id, Der certificate, Instant at);

  /** Records a certificate that was made at initialisation; false if it is there already. */
  boolean recordInfrastructure(InfrastructureCertificate certificate, Instant at);

  /** Every certificate of this serial number: one for each issuer that has used it. */
  List<CertificateView> find(SerialNumber serial);

  /** One of a serial number as people write it, in hex with or without colons. */
  default Optional<CertificateView> named(String serial) {
    try {
      return serial.length() > MAX_WRITTEN
          ? Optional.empty()
          : find(SerialNumber.parse(serial.replace(":", ""))).stream().findFirst();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The record of an enrolment. */
  Optional<CertificateView> ofEnrolment(EnrolmentId id);

  /** How many of Scepter's own for a purpose were recorded since then. */
  long countInfrastructure(String purpose, Instant since);

  /** A page in the order of recording. */
  List<CertificateView> list(CertificateFilter filter);

  /** When the device's certificate of a number ends; empty if there is none. */
  default Optional<Instant> endOf(SerialNumber serial) {
    return find(serial).stream()
        .filter(view -> view.kind() == CertificateView.Kind.ENROLMENT)
        .map(CertificateView::notAfter)
        .findFirst();
  }
}
