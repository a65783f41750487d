package org.scepter.issuing.elsewhere.http;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import org.scepter.pki.Sha256;
import org.scepter.platform.peer.ServerTrust;

/** Trusts one server certificate, by its SHA-256, while it is in date. */
final class PinnedServer extends ServerTrust {
  private final Sha256 pin;

  PinnedServer(Sha256 pin) {
    this.pin = pin;
  }

  @Override
  protected void check(X509Certificate[] chain, Question question) throws CertificateException {
    if (chain.length == 0 || !Sha256.of(chain[0].getEncoded()).equals(pin)) {
      throw new CertificateException("the server's certificate is not the pinned one");
    }
    chain[0].checkValidity();
  }
}
