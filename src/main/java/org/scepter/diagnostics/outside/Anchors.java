package org.scepter.diagnostics.outside;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.scepter.platform.peer.ServerTrust;

/**
 * The roots that devices may know: those that Java knows, and this home's, which profiles bring
 * them.
 */
final class Anchors extends ServerTrust {
  private final X509ExtendedTrustManager known;
  private final X509ExtendedTrustManager own;

  /**
   * @param roots the home's
   */
  Anchors(List<X509Certificate> roots) {
    try {
      this.known = manager(null);
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (int i = 0; i < roots.size(); i++) {
        store.setCertificateEntry("root-" + i, roots.get(i));
      }
      this.own = roots.isEmpty() ? known : manager(store);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("the JDK's own trust management does not work", e);
    }
  }

  private static X509ExtendedTrustManager manager(KeyStore roots) throws GeneralSecurityException {
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(roots);
    for (TrustManager each : factory.getTrustManagers()) {
      if (each instanceof X509ExtendedTrustManager extended) {
        return extended;
      }
    }
    throw new GeneralSecurityException("no trust manager for X.509");
  }

  SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {this}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has no TLS", e);
    }
  }

  // The reason that counts is why the home's root does not do.
  @Override
  protected void check(X509Certificate[] chain, Question question) throws CertificateException {
    try {
      question.to(known);
    } catch (CertificateException e) {
      question.to(own);
    }
  }

  /** Of a chain alone: names are looked at elsewhere. */
  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain, manager -> manager.checkServerTrusted(chain, type));
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return Stream.of(known, own)
        .flatMap(each -> Arrays.stream(each.getAcceptedIssuers()))
        .toArray(X509Certificate[]::new);
  }
}
