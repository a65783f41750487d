package org.scepter.registrationpoint.store;

import java.util.Optional;
import org.scepter.pki.Thumbprint;

/** The thumbprint of the CA that is to issue, empty for whichever is current. */
final class IssuingCaColumn {
  private IssuingCaColumn() {}

  static String write(Optional<Thumbprint> ca) {
    return ca.map(Thumbprint::hex).orElse("");
  }

  static Optional<Thumbprint> read(String column) {
    return column.isEmpty() ? Optional.empty() : Optional.of(new Thumbprint(column));
  }
}
