package org.scepter.renewal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.scepter.platform.Listener;
import org.scepter.platform.PlatformSettings;

/** Calls this server's own listeners to see which certificate they really show. */
@ApplicationScoped
public class ListenerLook {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final PlatformSettings platform;
  private final RenewalSettings settings;

  ListenerLook() {
    this(null, null);
  }

  @Inject
  public ListenerLook(PlatformSettings platform, RenewalSettings settings) {
    this.platform = platform;
    this.settings = settings;
  }

  public ServedCertificate at(Listener listener) {
    int port = listener == Listener.INTERNAL ? platform.internalPort() : platform.httpsPort();
    return at(settings.listenerHost(), port);
  }

  static ServedCertificate at(String host, int port) {
    String address = host + ":" + port;
    Seen seen = new Seen();
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(host, port), (int) TIMEOUT.toMillis());
      plain.setSoTimeout((int) TIMEOUT.toMillis());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {seen}, null);
      try (SSLSocket socket =
          (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true)) {
        socket.startHandshake();
      }
    } catch (IOException | GeneralSecurityException e) {
      if (seen.certificate == null) {
        return new ServedCertificate(address, Optional.empty(), String.valueOf(e.getMessage()));
      }
    }
    return new ServedCertificate(address, Optional.ofNullable(seen.certificate), "");
  }

  /** Looks at the certificate and trusts none, so that nothing is ever sent. */
  private static final class Seen implements X509TrustManager {
    private X509Certificate certificate;

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("nobody is a client here");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      certificate = chain[0];
      throw new CertificateException("only looked at");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
