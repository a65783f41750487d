package org.scepter.issuing.signing;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * Where an issuer publishes and answers, as AIA, CDP and Freshest CRL tell it.
 *
 * @param certificate HTTP URL of the DER certificate (RFC 5280 §4.2.2.1)
 * @param crl HTTP URL of the DER CRL (RFC 5280 §4.2.1.13)
 * @param delta HTTP URL of the DER delta CRL (RFC 5280 §5.2.6); empty where none is made
 * @param ocsp HTTP URL of the OCSP responder (RFC 6960 §3.1); empty where none answers
 */
public record PublishedAt(URI certificate, URI crl, Optional<URI> delta, Optional<URI> ocsp) {
  private static final String ROOT = "root";

  public PublishedAt {
    Objects.requireNonNull(certificate);
    Objects.requireNonNull(crl);
    Objects.requireNonNull(delta);
    Objects.requireNonNull(ocsp);
  }

  /**
   * The addresses of the issuer called {@code name} below {@code base}. A root, which revokes
   * hardly ever and whose key may lie in a safe, makes no deltas and lets nobody answer for it.
   */
  public static PublishedAt below(URI base, String name) {
    boolean isRoot = name.equals(ROOT);
    URI delta = URI.create(base + "/crl/" + name + "-delta.crl");
    return new PublishedAt(
        URI.create(base + "/aia/" + name + ".cer"),
        URI.create(base + "/crl/" + name + ".crl"),
        Optional.of(delta).filter(any -> !isRoot),
        Optional.of(URI.create(base + "/ocsp")).filter(any -> !isRoot));
  }
}
