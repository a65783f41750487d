package org.scepter.issuing.publication;

import java.util.Map;
import java.util.Optional;
import org.scepter.pki.Thumbprint;

/** The newest CRLs, without a database. */
final class ListsInMemory implements RevocationListRecords {
  private final Map<Thumbprint, IssuedLists> stored;

  ListsInMemory(Map<Thumbprint, IssuedLists> stored) {
    this.stored = stored;
  }

  @Override
  public Optional<Edition> edition(Thumbprint issuer) {
    return newest(issuer).map(IssuedLists::edition);
  }

  @Override
  public Optional<IssuedLists> newest(Thumbprint issuer) {
    return Optional.ofNullable(stored.get(issuer));
  }

  @Override
  public Optional<IssuedLists> lock(Thumbprint issuer) {
    return newest(issuer);
  }

  @Override
  public void succeed(Thumbprint issuer, IssuedLists next) {
    stored.put(issuer, next);
  }
}
