package org.scepter.platform.peer;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Date;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts what the JDK's manager trusts, and nothing that is out of date: a server's certificate
 * that is pinned itself is taken by the JDK without a look at its dates.
 */
final class PinnedTrust extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager pinned;
  private final Clock clock;

  PinnedTrust(X509ExtendedTrustManager pinned, Clock clock) {
    this.pinned = pinned;
    this.clock = clock;
  }

  private void requireInDate(X509Certificate[] chain) throws CertificateException {
    for (X509Certificate each : chain) {
      each.checkValidity(Date.from(clock.instant()));
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    pinned.checkServerTrusted(chain, authType, engine);
    requireInDate(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    pinned.checkServerTrusted(chain, authType, socket);
    requireInDate(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("a server's name is always checked");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("nobody is a client here");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("nobody is a client here");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("nobody is a client here");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return pinned.getAcceptedIssuers();
  }
}
