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

  /** Notes that CRL {@code number} is the first to name all those that no CRL names yet. */
  void list(Thumbprint issuer, Instant now, long number);

  /**
   * What CRL {@code number} has to name: those that are new in it, and all others whose
   * certificates end at {@code since} or later.
   */
  List<RevokedCertificate> listed(Thumbprint issuer, Instant since, long number);
}
