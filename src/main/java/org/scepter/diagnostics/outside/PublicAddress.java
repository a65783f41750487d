package org.scepter.diagnostics.outside;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLException;

/** The public URL, called by its outside name. */
public final class PublicAddress {
  private static final String MSCEP = "/certsrv/mscep/mscep.dll?";
  private static final int HTTPS_PORT = 443;

  private final URI url;
  private final Anchors anchors;
  private final Clock clock;
  private final Duration timeout;
  private final Web web;

  /**
   * @param url as it stands in profiles, without a slash at its end
   * @param roots this home's
   * @param timeout how long each question may take
   */
  public PublicAddress(URI url, List<X509Certificate> roots, Clock clock, Duration timeout) {
    this.url = url;
    this.anchors = new Anchors(roots);
    this.clock = clock;
    this.timeout = timeout;
    this.web = Web.anonymous(anchors, clock, timeout);
  }

  URI url() {
    return url;
  }

  boolean isSecure() {
    return "https".equals(url.getScheme());
  }

  Anchors anchors() {
    return anchors;
  }

  Clock clock() {
    return clock;
  }

  /** Asks NDES at the path that devices are given. */
  Fetched scep(String query) throws IOException {
    return web.get(URI.create(url + MSCEP + query));
  }

  Handshake handshake(String... protocols) throws IOException {
    int port = url.getPort() < 0 ? HTTPS_PORT : url.getPort();
    return Handshake.with(url.getHost(), port, timeout, protocols);
  }

  /** What to change if a call has no answer. */
  String cure(IOException failure) {
    Throwable last = failure;
    for (int i = 0; i < 10 && last.getCause() != null; i++) {
      last = last.getCause();
    }
    if (last instanceof UnknownHostException || last instanceof UnresolvedAddressException) {
      return "enter "
          + url.getHost()
          + " into the DNS that this server asks, or correct scepter.platform.public-url";
    }
    if (failure instanceof SSLException) {
      return "see the lines of public TLS";
    }
    if (failure instanceof ConnectException
        || failure instanceof NoRouteToHostException
        || failure instanceof HttpConnectTimeoutException) {
      return "let something listen at "
          + url.getAuthority()
          + " and no firewall keep this server from it: proxy, port forwarding, address in DNS";
    }
    if (failure instanceof HttpTimeoutException || failure instanceof SocketTimeoutException) {
      return "find out what stands between: a connection comes about, but no answer in time";
    }
    return "find out what ends the connection: a firewall, or a proxy that speaks another protocol";
  }

  /** A failure in words; the HTTP client has none for a connection that does not come about. */
  static String text(IOException failure) {
    String message = failure.getMessage();
    if (message != null) {
      return message;
    }
    return failure instanceof ConnectException
        ? "no connection comes about"
        : failure.getClass().getSimpleName();
  }
}
