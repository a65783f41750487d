package org.scepter.registrationpoint.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;

/** A row as it is read; {@link EnrolmentStore} inserts. */
@Entity
@Table(name = "transaction_alias")
@IdClass(TransactionAliasEntity.Key.class)
class TransactionAliasEntity {
  @Id String endpoint;

  @Id
  @Column(name = "transaction_id")
  String transactionId;

  @Id
  @Column(name = "enrolment_id")
  String enrolmentId;

  @Column(name = "request_digest")
  String requestDigest;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "issuing_ca")
  String issuingCa;

  protected TransactionAliasEntity() {}

  /** The primary key, in the shape that JPA wants. */
  public static class Key implements Serializable {
    private static final long serialVersionUID = 1L;

    String endpoint;
    String transactionId;
    String enrolmentId;

    public Key() {}

    @Override
    public boolean equals(Object other) {
      return other instanceof Key that
          && endpoint.equals(that.endpoint)
          && transactionId.equals(that.transactionId)
          && enrolmentId.equals(that.enrolmentId);
    }

    @Override
    public int hashCode() {
      return java.util.Objects.hash(endpoint, transactionId, enrolmentId);
    }
  }
}
