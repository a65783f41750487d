package org.scepter.issuing.succession;

import java.util.Objects;
import java.util.Optional;
import org.scepter.platform.ra.RaSet;

/**
 * What came of making the RA's next key set.
 *
 * @param done what was made; empty if there is an objection
 * @param detail the objection in words, else empty
 */
public record PlannedKeySet(
    Optional<RaSet> done, Optional<Planned.Objection> objection, String detail) {
  public PlannedKeySet {
    Objects.requireNonNull(detail);
    if (done.isPresent() == objection.isPresent()) {
      throw new IllegalArgumentException("either it is done or there is an objection");
    }
  }

  static PlannedKeySet done(RaSet set) {
    return new PlannedKeySet(Optional.of(set), Optional.empty(), "");
  }

  static PlannedKeySet refused(Planned.Objection objection, String detail) {
    return new PlannedKeySet(Optional.empty(), Optional.of(objection), detail);
  }
}
