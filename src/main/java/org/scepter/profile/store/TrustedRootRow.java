package org.scepter.profile.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Base64;
import org.scepter.pki.Der;
import org.scepter.profile.TrustedRoot;

@Entity
@Table(name = "trusted_root_profile")
class TrustedRootRow {
  @Id private String name;

  private String description;
  private String certificate;
  private String subject;

  @Column(name = "not_after")
  private Instant notAfter;

  TrustedRootRow() {}

  TrustedRoot toTrustedRoot() {
    return new TrustedRoot(
        name, description, Der.of(Base64.getDecoder().decode(certificate)), subject, notAfter);
  }
}
