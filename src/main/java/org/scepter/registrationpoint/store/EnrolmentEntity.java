package org.scepter.registrationpoint.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.pki.Sha256;
import org.scepter.pki.Thumbprint;
import org.scepter.registrationpoint.ChallengeId;
import org.scepter.registrationpoint.EnrolmentView;

/** A row as it is read; every change is a conditional statement of {@link EnrolmentStore}. */
@Entity
@Table(name = "enrolment")
class EnrolmentEntity {
  @Id String id;
  String endpoint;

  @Column(name = "challenge_id")
  String challengeId;

  @Column(name = "key_digest")
  String keyDigest;

  String device;
  String profile;

  @Column(name = "last_outcome")
  String lastOutcome;

  @Column(name = "changed_at")
  Instant changedAt;

  @Column(name = "created_at")
  Instant createdAt;

  String thumbprint;

  // Asked for by queries alone.
  @Column(name = "not_after")
  Instant notAfter;

  protected EnrolmentEntity() {}

  EnrolmentView toView() {
    return new EnrolmentView(
        new EnrolmentId(id),
        new EndpointName(endpoint),
        new ChallengeId(challengeId),
        new Sha256(keyDigest),
        device,
        profile,
        createdAt,
        Optional.ofNullable(thumbprint).map(Thumbprint::new));
  }
}
