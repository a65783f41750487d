package org.scepter.issuing.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.scepter.issuing.publication.DeltaBase;
import org.scepter.issuing.publication.IssuedLists;
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

  private byte[] delta;

  @Column(name = "delta_next_update")
  private Instant deltaNextUpdate;

  @Column(name = "base_number")
  private long baseNumber;

  @Column(name = "next_base_number")
  private long nextBaseNumber;

  @Column(name = "next_base_from")
  private Instant nextBaseFrom;

  protected RevocationListEntity() {}

  /** Empty while it only keeps the place. */
  Optional<IssuedLists> lists() {
    if (number == 0) {
      return Optional.empty();
    }
    RevocationList full = new RevocationList(number, madeAt, nextUpdate, Der.of(crl));
    // One that was made before there were deltas has no base.
    DeltaBase base =
        baseNumber == 0
            ? new DeltaBase(number, number, madeAt)
            : new DeltaBase(baseNumber, nextBaseNumber, nextBaseFrom);
    return Optional.of(
        new IssuedLists(
            full,
            Optional.ofNullable(delta)
                .map(Der::of)
                .map(der -> new RevocationList(number, madeAt, deltaNextUpdate, der)),
            base));
  }
}
