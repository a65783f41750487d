package org.scepter.issuing.publication;

import java.util.Optional;
import org.scepter.pki.Thumbprint;

/** Keeps the newest CRL of each issuer, so that numbers grow whoever makes the next. */
public interface RevocationListRecords {
  /** The newest one, locked until the transaction ends; empty if there is none yet. */
  Optional<RevocationList> lock(Thumbprint issuer);

  /** Puts {@code next} in the place of number {@code next - 1}; false if that is not the newest. */
  boolean succeed(Thumbprint issuer, RevocationList next);
}
