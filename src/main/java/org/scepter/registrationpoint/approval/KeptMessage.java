package org.scepter.registrationpoint.approval;

import java.util.Objects;
import org.scepter.pki.Der;

/**
 * A pkiMessage that waits, sealed to the RA as it came.
 *
 * @param presented what is in it
 */
public record KeptMessage(PresentedRequest presented, Der message) {
  public KeptMessage {
    Objects.requireNonNull(presented);
    Objects.requireNonNull(message);
  }
}
