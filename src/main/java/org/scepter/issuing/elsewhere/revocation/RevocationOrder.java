package org.scepter.issuing.elsewhere.revocation;

import java.time.Instant;
import java.util.Objects;
import org.scepter.issuing.revocation.RevocationReason;
import org.scepter.pki.SerialNumber;

/**
 * A revocation that the CA elsewhere is still to be told of.
 *
 * @param certificateId the certificate's number in the book
 * @param notAfter when the certificate ends, after which nobody need be told
 * @param tries how often that CA was asked
 */
public record RevocationOrder(
    long certificateId, SerialNumber serial, RevocationReason reason, Instant notAfter, int tries) {
  /** How it stands. */
  public enum State {
    /** The other CA is to be told. */
    OPEN,
    /** It is revoked there. */
    DONE,
    /** The other CA said no. */
    REFUSED,
    /** The other CA cannot be told; somebody has to revoke it there. */
    BY_HAND,
    /** The certificate ended before the other CA could be told. */
    ENDED
  }

  public RevocationOrder {
    Objects.requireNonNull(serial);
    Objects.requireNonNull(reason);
    Objects.requireNonNull(notAfter);
  }
}
