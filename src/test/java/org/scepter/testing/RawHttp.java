package org.scepter.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.net.SocketFactory;

/** HTTP/1.1 by hand, for requests that a well-behaved client refuses to send. */
public final class RawHttp {
  private static final int PATIENCE_MILLIS = 60_000;

  private RawHttp() {}

  /** An answer's status and body. */
  public record Answer(int status, String head, String body) {}

  /** GETs {@code target}, a path with query, whatever it looks like. */
  public static Answer get(URI listener, Tls tls, String target, Map<String, String> headers) {
    return getFrom("", listener, tls, target, headers);
  }

  /** The same from one of this machine's addresses; {@code 127.0.0.2} is another than the usual. */
  public static Answer getFrom(
      String source, URI listener, Tls tls, String target, Map<String, String> headers) {
    StringBuilder head = new StringBuilder("GET " + target + " HTTP/1.1\r\n");
    head.append("Host: ").append(listener.getAuthority()).append("\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    head.append("Connection: close\r\n\r\n");
    return exchange(source, listener, tls, head.toString());
  }

  /** GETs as HTTP/1.0 does it, without a host. */
  public static Answer getOld(URI listener, Tls tls, String target) {
    return exchange("", listener, tls, "GET " + target + " HTTP/1.0\r\n\r\n");
  }

  private static Answer exchange(String source, URI listener, Tls tls, String head) {
    try (Socket socket = connect(source, listener, tls)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      try {
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
      } catch (IOException e) {
        // A server may answer and close before it has read everything; its answer counts.
        return answer(read(socket.getInputStream()), e);
      }
      return answer(read(socket.getInputStream()), null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends what is only the beginning of a request. */
  public static Open begin(URI listener, Tls tls, String part) {
    try {
      Socket socket = connect("", listener, tls);
      socket.getOutputStream().write(part.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      return new Open(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A connection with a request that has not ended. */
  public record Open(Socket socket) implements AutoCloseable {
    /** Waits until the server hangs up, whatever it answers before. */
    public void awaitEnd() {
      try {
        socket.setSoTimeout(PATIENCE_MILLIS);
        InputStream in = socket.getInputStream();
        while (in.read() >= 0) {}
      } catch (SocketTimeoutException e) {
        throw new AssertionError("the server still waits", e);
      } catch (IOException e) {
        // A reset is an end too.
        close();
      }
    }

    /** Whether the server has answered or hung up. */
    public boolean hasEnded() {
      try {
        socket.setSoTimeout(1);
        socket.getInputStream().read();
        return true;
      } catch (SocketTimeoutException e) {
        return false;
      } catch (IOException e) {
        return true;
      }
    }

    @Override
    public void close() {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static Socket connect(String source, URI listener, Tls tls) throws IOException {
    SocketFactory sockets =
        "https".equals(listener.getScheme())
            ? tls.context().getSocketFactory()
            : SocketFactory.getDefault();
    return source.isEmpty()
        ? sockets.createSocket(listener.getHost(), listener.getPort())
        : sockets.createSocket(
            listener.getHost(), listener.getPort(), InetAddress.getByName(source), 0);
  }

  private static String read(InputStream in) {
    StringBuilder all = new StringBuilder();
    byte[] buffer = new byte[8192];
    try {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        all.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
      }
    } catch (IOException e) {
      // A reset after the answer loses nothing that was read.
      all.append("");
    }
    return all.toString();
  }

  private static Answer answer(String text, IOException sending) throws IOException {
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      throw new IOException("no answer: " + text, sending);
    }
    int status = Integer.parseInt(text.substring(9, 12));
    return new Answer(status, text.substring(0, end), text.substring(end + 4));
  }
}
