package org.scepter.diagnostics.outside;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509TrustManager;

/**
 * A TLS handshake that takes whatever is shown, to look at it; nothing is sent over it.
 *
 * @param chain what the server showed, its own certificate first
 * @param protocol {@code TLSv1.3}
 * @param asksForCertificate whether it wanted a client certificate
 */
record Handshake(List<X509Certificate> chain, String protocol, boolean asksForCertificate) {
  Handshake {
    chain = List.copyOf(chain);
  }

  /**
   * Shakes hands.
   *
   * @param protocols those that are offered; the JDK's usual ones if none is named
   * @param timeout for connection and handshake each
   * @throws SSLException if the peer refuses, or ends the connection once it is there
   */
  static Handshake with(String host, int port, Duration timeout, String... protocols)
      throws IOException {
    Shown shown = new Shown();
    Asked asked = new Asked();
    int millis = (int) timeout.toMillis();
    AtomicBoolean late = new AtomicBoolean();
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(host, port), millis);
      plain.setSoTimeout(millis);
      // One that sends a byte now and then would never run into the timeout of a read.
      CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS)
          .execute(
              () -> {
                late.set(true);
                close(plain);
              });
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {asked}, new TrustManager[] {shown}, null);
      SSLSocket socket =
          (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
      if (protocols.length > 0) {
        socket.setEnabledProtocols(protocols);
      }
      start(socket, late);
      return new Handshake(shown.chain, socket.getSession().getProtocol(), asked.wasAsked);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has no TLS", e);
    }
  }

  /** A peer that closes may do so before its alert is read: that is an end of TLS all the same. */
  private static void start(SSLSocket socket, AtomicBoolean late) throws IOException {
    try {
      socket.startHandshake();
    } catch (SocketException e) {
      if (late.get()) {
        throw new SocketTimeoutException("no handshake in time");
      }
      throw new SSLException("it ends the connection in the handshake: " + e.getMessage(), e);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed then.
      return;
    }
  }

  /** Takes any chain: this connection carries nothing. */
  private static final class Shown implements X509TrustManager {
    private List<X509Certificate> chain = List.of();

    @Override
    public void checkServerTrusted(X509Certificate[] all, String type) {
      chain = List.of(all);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] all, String type) {
      throw new IllegalStateException("nobody is a client here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  /** Has no certificate, and remembers whether one was wanted. */
  private static final class Asked extends X509ExtendedKeyManager {
    private boolean wasAsked;

    @Override
    public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
      wasAsked = true;
      return null;
    }

    @Override
    public String chooseEngineClientAlias(String[] types, Principal[] issuers, SSLEngine engine) {
      wasAsked = true;
      return null;
    }

    @Override
    public String[] getClientAliases(String type, Principal[] issuers) {
      wasAsked = true;
      return new String[0];
    }

    @Override
    public String[] getServerAliases(String type, Principal[] issuers) {
      return new String[0];
    }

    @Override
    public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
      return null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return new X509Certificate[0];
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return null;
    }
  }
}
