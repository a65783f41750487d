package org.scepter.platform.peer;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Arrays;
import java.util.Set;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.scepter.pki.Sha256;

/**
 * Trusts a server whose chain has a certificate with a pinned digest, as if that certificate alone
 * were trusted: what stands before it in the chain has to be certified by it.
 */
final class DigestTrust extends ServerTrust {
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
  protected void check(X509Certificate[] chain, Question question) throws CertificateException {
    question.to(pinned(chain));
  }
}
