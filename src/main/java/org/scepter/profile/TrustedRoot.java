package org.scepter.profile;

import java.time.Instant;
import java.util.Objects;
import org.scepter.pki.Der;

/**
 * A trusted-root profile: the CA certificate that a device is to trust.
 *
 * @param subject the certificate's, for people
 */
public record TrustedRoot(
    String name, String description, Der certificate, String subject, Instant notAfter) {
  public TrustedRoot {
    Objects.requireNonNull(name);
    Objects.requireNonNull(description);
    Objects.requireNonNull(certificate);
    Objects.requireNonNull(subject);
    Objects.requireNonNull(notAfter);
  }
}
