package org.scepter.issuing.succession;

import java.util.Optional;
import org.scepter.issuing.Succession;

/**
 * What came of scheduling the next issuing CA: what was made, or why nothing was.
 *
 * @param made empty if it was refused
 * @param objection empty if it was made
 */
public record Scheduled(Optional<Succession> made, String objection) {
  static Scheduled refused(String objection) {
    return new Scheduled(Optional.empty(), objection);
  }
}
