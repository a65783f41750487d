package org.scepter.registrationpoint.outside;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.scepter.pki.Sha256;
import org.scepter.platform.peer.ServerTrust;

/** Trusts one server certificate, by its SHA-256: whose it is was settled when it was pinned. */
final class PinnedTrust extends ServerTrust {
  private final Sha256 pin;

  private PinnedTrust(Sha256 pin) {
    this.pin = pin;
  }

  static SSLContext context(Sha256 pin) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new PinnedTrust(pin)}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }

  @Override
  protected void check(X509Certificate[] chain, Question question) throws CertificateException {
    try {
      if (chain.length > 0 && Sha256.of(chain[0].getEncoded()).equals(pin)) {
        chain[0].checkValidity();
        return;
      }
    } catch (CertificateEncodingException e) {
      throw new CertificateException("the server's certificate has no encoding", e);
    }
    throw new CertificateException("the server's certificate is not the pinned one");
  }
}
