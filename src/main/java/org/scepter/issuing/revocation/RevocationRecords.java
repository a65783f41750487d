package org.scepter.issuing.revocation;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.scepter.pki.Thumbprint;

/** The CA's book of revocations. Every call needs a transaction and takes part in it. */
public interface RevocationRecords {
  /**
   * Revokes a certificate of the book from {@code at} on; the earliest time of several counts.
   *
   * @return false if it is revoked from then or before already
   */
  boolean revoke(long certificateId, Instant at, RevocationReason reason);

  /** Those of the given certificates that are revoked or will be. */
  List<RevokedCertificate> of(Collection<Long> certificateIds);

  /** Whether any is in force at {@code now} that no CRL names yet. */
  boolean isAnyToList(Thumbprint issuer, Instant now);

  /** All in force at {@code now} whose certificates end at {@code since} or later. */
  List<RevokedCertificate> inForce(Thumbprint issuer, Instant now, Instant since);

  /** Notes that CRL {@code number} names these. */
  void listed(Collection<RevokedCertificate> named, long number);
}
