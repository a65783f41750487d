package org.scepter.issuing.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.scepter.issuing.publication.RevocationList;
import org.scepter.pki.Der;

/** A row of {@code revocation_list}. */
@Entity
@Table(name = "revocation_list")
class RevocationListEntity {
  @Id private String issuer;

  @Column(name = "crl_number")
  private long number;

  @Column(name = "made_at")
  private Instant madeAt;

  @Column(name = "next_update")
  private Instant nextUpdate;

  private byte[] crl;

  protected RevocationListEntity() {}

  RevocationList list() {
    return new RevocationList(number, madeAt, nextUpdate, Der.of(crl));
  }
}
