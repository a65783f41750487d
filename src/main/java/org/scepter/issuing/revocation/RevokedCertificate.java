package org.scepter.issuing.revocation;

import java.time.Instant;
import java.util.Objects;
import org.scepter.pki.SerialNumber;

/**
 * A revoked certificate.
 *
 * @param certificateId its number in the CA's book
 * @param at from when, which may lie ahead
 * @param listedIn number of the first full CRL that names it; 0 if none does
 */
public record RevokedCertificate(
    long certificateId, SerialNumber serial, Instant at, RevocationReason reason, long listedIn) {
  public RevokedCertificate {
    Objects.requireNonNull(serial);
    Objects.requireNonNull(at);
    Objects.requireNonNull(reason);
  }

  /** False while its time lies ahead. */
  public boolean isInForce(Instant now) {
    return !at.isAfter(now);
  }
}
