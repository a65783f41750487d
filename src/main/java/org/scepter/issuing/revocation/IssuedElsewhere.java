package org.scepter.issuing.revocation;

import java.time.Instant;
import java.util.Optional;
import org.scepter.issuing.CertificateView;

/** Certificates that another CA has issued, which has to revoke them as well. */
public interface IssuedElsewhere {
  /** Takes note that a certificate is revoked from {@code at} on, in the same transaction. */
  void revoked(CertificateView certificate, Instant at);

  /** What whoever revokes it has to know; empty if this server's own CA has issued it. */
  Optional<String> advice(CertificateView certificate);
}
