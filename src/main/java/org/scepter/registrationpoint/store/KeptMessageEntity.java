package org.scepter.registrationpoint.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.scepter.pki.Der;
import org.scepter.pki.Sha256;
import org.scepter.registrationpoint.approval.KeptMessage;

/** A row as it is read; {@link WaitingStore} writes. */
@Entity
@Table(name = "kept_message")
class KeptMessageEntity {
  @Id
  @Column(name = "enrolment_id")
  String enrolmentId;

  @Column(name = "request_digest")
  String requestDigest;

  byte[] message;

  protected KeptMessageEntity() {}

  KeptMessage toMessage() {
    return new KeptMessage(new Sha256(requestDigest), Der.of(message));
  }
}
