package org.scepter.issuing.succession;

import java.time.Instant;
import java.util.List;
import org.scepter.issuing.AuthorityCertificate;
import org.scepter.issuing.Generation;

/**
 * An issuing CA as people see it.
 *
 * @param state where it stands in the row
 * @param retiresAt until when it takes requests, or since when it is withdrawn
 */
record AuthorityView(
    int number,
    State state,
    AuthorityCertificate certificate,
    Instant activeFrom,
    Instant retiresAt) {
  /** Where a CA stands in the row. */
  enum State {
    /** It takes no requests any more; its CRL is published. */
    RETIRED,
    /** Another one has taken over; requests to it are taken until it retires. */
    PREVIOUS,
    /** Devices are told of it. */
    CURRENT,
    /** It is announced; requests to it are taken already. */
    NEXT,
    /** It was called off before its time. */
    WITHDRAWN
  }

  /**
   * @param inForce those that are not withdrawn
   * @param current one of these
   */
  static AuthorityView of(
      Generation generation, List<Generation> inForce, Generation current, Instant now) {
    return new AuthorityView(
        generation.number(),
        state(generation, inForce, current, now),
        generation.authority().certificate(),
        generation.activeFrom(),
        generation.retiresAt());
  }

  private static State state(
      Generation generation, List<Generation> inForce, Generation current, Instant now) {
    if (inForce.stream().noneMatch(each -> each.number() == generation.number())) {
      return State.WITHDRAWN;
    }
    if (generation.number() == current.number()) {
      return State.CURRENT;
    }
    if (!generation.isActive(now)) {
      return State.NEXT;
    }
    return generation.takesRequests(now) ? State.PREVIOUS : State.RETIRED;
  }
}
