package org.scepter.issuing.succession;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.scepter.pki.Sha256;
import org.scepter.platform.ra.RaSet;

/** The book of the RA's key sets, without their keys. Every call needs a transaction. */
public interface KeySetClaims {
  /**
   * A set as it is known to every server inside.
   *
   * @param signing SHA-256 of its signing certificate; empty while it is being made
   */
  record Known(RaSet set, Optional<Sha256> signing) {}

  /** Takes the number; of any number of servers one gets true. */
  boolean claim(RaSet set, Instant at);

  /** Says which set has the number. */
  void complete(int number, Sha256 signing);

  /** All of them, by number. */
  List<Known> all();
}
