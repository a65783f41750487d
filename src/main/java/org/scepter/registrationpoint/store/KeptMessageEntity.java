package org.scepter.registrationpoint.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.scepter.pki.Der;
import org.scepter.pki.Sha256;
import org.scepter.registrationpoint.approval.KeptMessage;
import org.scepter.registrationpoint.approval.PresentedRequest;

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

  @Column(name = "issuing_ca")
  String issuingCa;

  protected KeptMessageEntity() {}

  KeptMessage toMessage() {
    return new KeptMessage(
        new PresentedRequest(new Sha256(requestDigest), IssuingCaColumn.read(issuingCa)),
        Der.of(message));
  }
}
