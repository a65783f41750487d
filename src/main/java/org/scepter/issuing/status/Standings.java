package org.scepter.issuing.status;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.Thumbprint;

/** How the certificates in the CA's book stand. */
public interface Standings {
  /**
   * Asked of the book once for all of them.
   *
   * @return of those that {@code issuer} has issued, how they stand at {@code now}
   */
  Map<SerialNumber, Standing> of(Thumbprint issuer, Collection<SerialNumber> serials, Instant now);
}
