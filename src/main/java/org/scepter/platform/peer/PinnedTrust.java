package org.scepter.platform.peer;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Date;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts what the JDK's manager trusts, and nothing that is out of date: a server's certificate
 * that is pinned itself is taken by the JDK without a look at its dates.
 */
final class PinnedTrust extends ServerTrust {
  private final X509ExtendedTrustManager pinned;
  private final Clock clock;

  PinnedTrust(X509ExtendedTrustManager pinned, Clock clock) {
    this.pinned = pinned;
    this.clock = clock;
  }

  @Override
  protected void check(X509Certificate[] chain, Question question) throws CertificateException {
    question.to(pinned);
    for (X509Certificate each : chain) {
      each.checkValidity(Date.from(clock.instant()));
    }
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return pinned.getAcceptedIssuers();
  }
}
