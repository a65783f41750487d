package org.scepter.platform.peer;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Arrays;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.scepter.pki.Sha256;

/**
 * Trusts a server whose chain has a certificate with a pinned digest, as if that certificate alone
 * were trusted: what stands before it in the chain has to be certified by it.
 */
final class DigestTrust extends X509ExtendedTrustManager {
  private final Set<Sha256> pins;
  private final Clock clock;

  DigestTrust(Set<Sha256> pins, Clock clock) {
    this.pins = pins;
    this.clock = clock;
  }

  static boolean isOneOf(Set<Sha256> pins, X509Certificate certificate) {
    try {
      return pins.contains(Sha256.of(certificate.getEncoded()));
    } catch (CertificateEncodingException e) {
      return false;
    }
  }

  private X509ExtendedTrustManager pinned(X509Certificate[] chain) throws CertificateException {
    X509Certificate anchor =
        Arrays.stream(chain)
            .filter(each -> isOneOf(pins, each))
            .findFirst()
            .orElseThrow(
                () ->
                    new CertificateException(
                        "none of the certificates that the server shows is pinned"));
    try {
      KeyStore anchors = KeyStore.getInstance("PKCS12");
      anchors.load(null, new char[0]);
      anchors.setCertificateEntry("pin", anchor);
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(anchors);
      return new PinnedTrust((X509ExtendedTrustManager) trust.getTrustManagers()[0], clock);
    } catch (IOException | GeneralSecurityException e) {
      throw new CertificateException("the pinned certificate cannot be trusted", e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    pinned(chain).checkServerTrusted(chain, authType, engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    pinned(chain).checkServerTrusted(chain, authType, socket);
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
    return new X509Certificate[0];
  }
}
