package org.scepter.platform.peer;

import java.security.cert.X509Certificate;
import java.util.Objects;

/**
 * Scepter's CA has given a node a certificate in place of its old one; fired in the transaction
 * that records it, so that whoever knows the old one knows the new one from then on.
 */
public record NodeCertificateRenewed(X509Certificate old, X509Certificate renewed) {
  public NodeCertificateRenewed {
    Objects.requireNonNull(old);
    Objects.requireNonNull(renewed);
  }
}
