package org.scepter.issuing;

import java.time.Instant;
import java.util.Objects;
import org.scepter.pki.Der;
import org.scepter.pki.Thumbprint;

/**
 * The certificate of a CA that signs.
 *
 * @param certificate its DER
 * @param thumbprint SHA-1 of it, by which records name the CA
 * @param subject DER of its Name, octet for octet
 * @param notBefore start of its validity
 * @param notAfter end of its validity; nothing that it signs lives longer
 */
public record AuthorityCertificate(
    Der certificate, Thumbprint thumbprint, Der subject, Instant notBefore, Instant notAfter) {
  public AuthorityCertificate {
    Objects.requireNonNull(certificate);
    Objects.requireNonNull(thumbprint);
    Objects.requireNonNull(subject);
    Objects.requireNonNull(notBefore);
    Objects.requireNonNull(notAfter);
  }
}
