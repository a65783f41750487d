package org.scepter.registrationpoint.node;

import java.security.cert.X509Certificate;
import java.util.Objects;
import java.util.Optional;

/**
 * By what an NDES server is to be known.
 *
 * @param certificate its own; with a DNS name its issuer's
 * @param dnsName in lower case, the one that its certificates have
 */
record NodeProof(X509Certificate certificate, Optional<String> dnsName) {
  NodeProof {
    Objects.requireNonNull(certificate);
    Objects.requireNonNull(dnsName);
  }
}
