package org.scepter.issuing.signing;

import java.net.URI;
import java.util.Objects;

/**
 * Where an issuer's certificate and CRL are published, as AIA and CDP tell it.
 *
 * @param certificate HTTP URL of the DER certificate (RFC 5280 §4.2.2.1)
 * @param crl HTTP URL of the DER CRL (RFC 5280 §4.2.1.13)
 */
public record PublishedAt(URI certificate, URI crl) {
  public PublishedAt {
    Objects.requireNonNull(certificate);
    Objects.requireNonNull(crl);
  }

  /** The addresses of the issuer called {@code name} below {@code base}. */
  public static PublishedAt below(URI base, String name) {
    return new PublishedAt(
        URI.create(base + "/aia/" + name + ".cer"), URI.create(base + "/crl/" + name + ".crl"));
  }
}
