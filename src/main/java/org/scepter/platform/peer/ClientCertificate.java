package org.scepter.platform.peer;

import jakarta.servlet.ServletRequest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.scepter.pki.Der;
import org.scepter.pki.Thumbprint;

/** The client certificate of a request's TLS connection, as the server verified it. */
public final class ClientCertificate {
  private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

  private ClientCertificate() {}

  /** No header is looked at. */
  public static Optional<X509Certificate> of(ServletRequest request) {
    return chain(request).stream().findFirst();
  }

  /** With what else came in the handshake, its own first; empty if there is none. */
  public static List<X509Certificate> chain(ServletRequest request) {
    return request.getAttribute(CERTIFICATES) instanceof X509Certificate[] chain
        ? List.of(chain)
        : List.of();
  }

  public static Optional<Thumbprint> thumbprint(ServletRequest request) {
    return of(request).map(ClientCertificate::thumbprint);
  }

  /** SHA-1 of its encoding, by which authorisations name who asked. */
  public static Thumbprint thumbprint(X509Certificate certificate) {
    try {
      return Der.of(certificate.getEncoded()).thumbprint();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a TLS certificate has an encoding", e);
    }
  }
}
