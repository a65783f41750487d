package org.scepter.registrationpoint.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.PublicKeyInfo;
import org.scepter.pki.Sha256;
import org.scepter.registrationpoint.approval.WaitingRequest;
import org.scepter.registrationpoint.approval.WaitingState;

/** A row as it is read; every change is a conditional statement of {@link WaitingStore}. */
@Entity
@Table(name = "waiting_request")
class WaitingEntity {
  @Id
  @Column(name = "enrolment_id")
  String enrolmentId;

  @Enumerated(EnumType.STRING)
  WaitingState state;

  @Column(name = "request_digest")
  String requestDigest;

  String subject;

  @Column(name = "subject_alt_names")
  String subjectAltNames;

  @Column(name = "key_usage")
  int keyUsage;

  @Enumerated(EnumType.STRING)
  @Column(name = "key_algorithm")
  PublicKeyInfo.Algorithm keyAlgorithm;

  @Column(name = "key_bits")
  int keyBits;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "expires_at")
  Instant expiresAt;

  @Column(name = "decided_at")
  Instant decidedAt;

  String reason;

  protected WaitingEntity() {}

  WaitingRequest toRequest() {
    return new WaitingRequest(
        new EnrolmentId(enrolmentId),
        state,
        new WaitingRequest.Asked(
            new Sha256(requestDigest),
            subject,
            ChallengeEntity.Lines.read(subjectAltNames),
            KeyUsageMask.of(keyUsage),
            keyAlgorithm,
            keyBits),
        createdAt,
        expiresAt,
        Optional.ofNullable(decidedAt).map(at -> new WaitingRequest.Decided(at, reason)));
  }
}
