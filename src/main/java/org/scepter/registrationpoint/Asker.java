package org.scepter.registrationpoint;

import java.util.Objects;
import java.util.Optional;
import org.scepter.pki.Thumbprint;

/**
 * Who puts a question to the registration point.
 *
 * @param certificate the client certificate that asked; empty inside one server
 */
public record Asker(Optional<Thumbprint> certificate) {
  /** The policy module in the same server. */
  public static final Asker LOCAL = new Asker(Optional.empty());

  public Asker {
    Objects.requireNonNull(certificate);
  }

  public static Asker of(Thumbprint certificate) {
    return new Asker(Optional.of(certificate));
  }
}
