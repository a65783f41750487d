package org.scepter.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One plain connection that is kept, and one thread: as little as possible between a request and
 * its answer's time.
 */
public final class KeepAlive implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;
  private static final String LENGTH = "content-length:";

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final String head;

  /** An answer's status, and how long its body is. */
  public record Answer(int status, int length) {}

  /**
   * @param listener a plain one
   * @param target the path and query of each request
   */
  public KeepAlive(URI listener, String target) throws IOException {
    this(listener, target, "application/x-pki-message");
  }

  /** The same for bodies of another kind. */
  public KeepAlive(URI listener, String target, String contentType) throws IOException {
    this.socket = new Socket(listener.getHost(), listener.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    this.in = new BufferedInputStream(socket.getInputStream(), 65_536);
    this.out = socket.getOutputStream();
    this.head =
        "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: %s\r\n"
            .formatted(target, listener.getAuthority(), contentType);
  }

  /** Sends {@code body} and reads the whole answer. */
  public Answer post(byte[] body) throws IOException {
    ByteArrayOutputStream request = new ByteArrayOutputStream(body.length + 256);
    request.writeBytes(
        (head + "Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    request.writeBytes(body);
    out.write(request.toByteArray());
    out.flush();
    int status = Integer.parseInt(line().substring(9, 12));
    int length = -1;
    for (String line = line(); !line.isEmpty(); line = line()) {
      if (line.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
        length = Integer.parseInt(line.substring(LENGTH.length()).strip());
      }
    }
    if (length < 0) {
      throw new IOException("an answer without Content-Length");
    }
    in.skipNBytes(length);
    return new Answer(status, length);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the server closed the connection");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
