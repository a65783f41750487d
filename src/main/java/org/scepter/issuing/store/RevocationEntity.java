package org.scepter.issuing.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.scepter.issuing.revocation.RevocationReason;
import org.scepter.issuing.revocation.RevokedCertificate;
import org.scepter.pki.SerialNumber;

/** A row of {@code revocation}; rows are written by statements, this reads them. */
@Entity
@Table(name = "revocation")
class RevocationEntity {
  @Id
  @Column(name = "certificate_id")
  private long certificateId;

  // Asked for by queries alone.
  @SuppressWarnings("UnusedVariable")
  private String issuer;

  private String serial;

  @SuppressWarnings("UnusedVariable")
  @Column(name = "not_after")
  private Instant notAfter;

  @Column(name = "revoked_at")
  private Instant revokedAt;

  @Enumerated(EnumType.STRING)
  private RevocationReason reason;

  @Column(name = "listed_in")
  private long listedIn;

  protected RevocationEntity() {}

  RevokedCertificate revoked() {
    return new RevokedCertificate(
        certificateId, SerialNumber.parse(serial), revokedAt, reason, listedIn);
  }
}
