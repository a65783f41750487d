package org.scepter.registrationpoint.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row as it is read. */
@Entity
@Table(name = "renewal")
class RenewalEntity {
  @Id
  @Column(name = "challenge_id")
  String challengeId;

  String renewed;

  @Column(name = "renewed_serial")
  String renewedSerial;

  @Column(name = "signer_key")
  String signerKey;

  @Column(name = "supersede_millis")
  Long supersedeMillis;

  protected RenewalEntity() {}
}
