package org.scepter.issuing.succession;

import java.util.Objects;
import java.util.Optional;
import org.scepter.issuing.Succession;

/**
 * What came of scheduling the next issuing CA or of calling it off.
 *
 * @param done what was written; empty if there is an objection
 * @param detail the objection in words, else empty
 */
public record Planned(Optional<Succession> done, Optional<Objection> objection, String detail) {
  /** Why nothing was written. */
  public enum Objection {
    /** Another run is at work on the home. */
    BUSY,
    /** There is a next CA already. */
    SCHEDULED_ALREADY,
    /** There is none to be called off. */
    NOT_SCHEDULED,
    /** Its time has passed. */
    PAST,
    /** The current CA's certificate does not last until then. */
    GAP,
    /** The root's key is not in the home. */
    ROOT_OFFLINE
  }

  public Planned {
    Objects.requireNonNull(detail);
    if (done.isPresent() == objection.isPresent()) {
      throw new IllegalArgumentException("either it is done or there is an objection");
    }
  }

  static Planned done(Succession succession) {
    return new Planned(Optional.of(succession), Optional.empty(), "");
  }

  static Planned refused(Objection objection, String detail) {
    return new Planned(Optional.empty(), Optional.of(objection), detail);
  }
}
