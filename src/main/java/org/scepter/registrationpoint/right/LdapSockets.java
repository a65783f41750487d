package org.scepter.registrationpoint.right;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.naming.NamingException;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

/**
 * Hands JNDI the socket factory of the call at hand: it takes no object, only the name of a class.
 * Public with a static method because it looks for that.
 */
public final class LdapSockets extends SocketFactory {
  private static final ThreadLocal<SSLSocketFactory> CURRENT = new ThreadLocal<>();

  private final SSLSocketFactory factory;

  private LdapSockets(SSLSocketFactory factory) {
    this.factory = factory;
  }

  /** Opens a connection. */
  interface Opening<T> {
    T open() throws NamingException, IOException;
  }

  static <T> T using(SSLSocketFactory sockets, Opening<T> opening)
      throws NamingException, IOException {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(LdapSockets.class.getClassLoader());
    CURRENT.set(sockets);
    try {
      return opening.open();
    } finally {
      CURRENT.remove();
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  /** As JNDI calls it. */
  public static SocketFactory getDefault() {
    SSLSocketFactory sockets = CURRENT.get();
    if (sockets == null) {
      throw new IllegalStateException("no connection is being opened");
    }
    return new LdapSockets(sockets);
  }

  @Override
  public Socket createSocket() throws IOException {
    return factory.createSocket();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return factory.createSocket(host, port);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    return factory.createSocket(host, port, from, fromPort);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return factory.createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    return factory.createSocket(host, port, from, fromPort);
  }
}
