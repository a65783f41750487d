package org.scepter.issuing.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.issuing.CertificateView;
import org.scepter.issuing.RecordedCertificate;
import org.scepter.pki.Der;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.Sha256;
import org.scepter.pki.Thumbprint;

/** A row of {@code certificate}; rows are written by statements, this reads them. */
@Entity
@Table(name = "certificate")
class CertificateEntity {
  @Id private long id;

  private String kind;
  private String issuer;
  private String serial;

  @Column(name = "enrolment_id")
  private String enrolmentId;

  private String subject;

  @Column(name = "subject_digest")
  private String subjectDigest;

  @Column(name = "key_digest")
  private String keyDigest;

  private String purpose;
  private String endpoint;
  private String template;

  @Column(name = "template_version")
  private int templateVersion;

  @Column(name = "not_before")
  private Instant notBefore;

  @Column(name = "not_after")
  private Instant notAfter;

  @Column(name = "recorded_at")
  private Instant recordedAt;

  @Column(name = "to_be_signed")
  private byte[] toBeSigned;

  private byte[] certificate;

  protected CertificateEntity() {}

  RecordedCertificate recorded() {
    return new RecordedCertificate(
        new EnrolmentId(enrolmentId),
        new Thumbprint(issuer),
        SerialNumber.parse(serial),
        new Sha256(keyDigest),
        Optional.ofNullable(toBeSigned).map(Der::of),
        Optional.ofNullable(certificate).map(Der::of));
  }

  CertificateView view() {
    CertificateView.Kind of = CertificateView.Kind.valueOf(kind);
    return new CertificateView(
        id,
        of,
        new Thumbprint(issuer),
        SerialNumber.parse(serial),
        subject,
        purpose,
        of == CertificateView.Kind.ENROLMENT ? template + " " + templateVersion : "",
        endpoint,
        notBefore,
        notAfter,
        recordedAt,
        Optional.ofNullable(enrolmentId).map(EnrolmentId::new),
        Optional.ofNullable(certificate).map(Der::of));
  }
}
