package org.scepter.issuing.publication;

import java.util.Optional;
import org.scepter.pki.Thumbprint;

/**
 * Keeps the newest CRLs of each issuer, so that numbers grow whoever makes the next. Every call
 * needs a transaction and takes part in it.
 */
public interface RevocationListRecords {
  /** Which the newest ones are; empty if there are none yet. */
  Optional<Edition> edition(Thumbprint issuer);

  /** The newest ones; empty if there are none yet. */
  Optional<IssuedLists> newest(Thumbprint issuer);

  /**
   * The newest ones. Until the transaction ends nobody else gets beyond this, also where there are
   * none yet.
   */
  Optional<IssuedLists> lock(Thumbprint issuer);

  /** Puts {@code next} in the place of what was locked. */
  void succeed(Thumbprint issuer, IssuedLists next);
}
