package org.scepter.registrationpoint.approval;

import java.util.Objects;
import org.scepter.pki.Der;
import org.scepter.pki.Sha256;

/**
 * A pkiMessage that waits, sealed to the RA as it came.
 *
 * @param request SHA-256 of the PKCS#10 in it
 */
public record KeptMessage(Sha256 request, Der message) {
  public KeptMessage {
    Objects.requireNonNull(request);
    Objects.requireNonNull(message);
  }
}
