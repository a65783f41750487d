package org.scepter.renewal;

import java.security.cert.X509Certificate;
import java.util.Objects;
import java.util.Optional;

/**
 * What a listener shows to who calls it.
 *
 * @param address host and port
 * @param certificate empty if there was no TLS handshake
 * @param fault why not; empty if there was
 */
public record ServedCertificate(
    String address, Optional<X509Certificate> certificate, String fault) {
  public ServedCertificate {
    Objects.requireNonNull(address);
    Objects.requireNonNull(certificate);
    Objects.requireNonNull(fault);
  }
}
