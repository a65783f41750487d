package org.scepter.issuing.elsewhere.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLHandshakeException;

/**
 * One connection for each call, which is closed after it: a request on a connection that had been
 * left open may be lost without anyone knowing. Nothing is sent twice and no redirect is followed.
 */
public final class BoundedHttp {
  private static final int BUFFER = 8192;

  private final CallSettings settings;
  private final TlsContexts tls;
  private final Semaphore places;

  public BoundedHttp(CallSettings settings, TlsContexts tls) {
    this.settings = settings;
    this.tls = tls;
    this.places = new Semaphore(settings.maxConcurrent());
  }

  /** What the other CA says at an address. */
  public CallAnswer get(URI address, Map<String, String> headers) throws CallFailedException {
    return call(address, headers, null);
  }

  /** What it answers to a body. */
  public CallAnswer post(URI address, Map<String, String> headers, byte[] body)
      throws CallFailedException {
    return call(address, headers, body);
  }

  private CallAnswer call(URI address, Map<String, String> headers, byte[] body)
      throws CallFailedException {
    String to = address.getScheme() + "://" + address.getAuthority();
    if (!places.tryAcquire()) {
      throw new CallFailedException(
          to + ": " + settings.maxConcurrent() + " calls are under way already", false);
    }
    try {
      return new Call(to, address, headers, body).made();
    } finally {
      places.release();
    }
  }

  private final class Call {
    private final String to;
    private final URI address;
    private final Map<String, String> headers;
    private final byte[] body;
    private final long end = System.nanoTime() + settings.requestTimeout().toNanos();
    private boolean isConnected;

    Call(String to, URI address, Map<String, String> headers, byte[] body) {
      this.to = to;
      this.address = address;
      this.headers = headers;
      this.body = body;
    }

    CallAnswer made() throws CallFailedException {
      HttpURLConnection connection = null;
      try {
        connection = opened();
        CompletableFuture.delayedExecutor(
                settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS)
            .execute(connection::disconnect);
        connection.connect();
        isConnected = true;
        send(connection);
        return answer(connection);
      } catch (HttpRetryException e) {
        return new CallAnswer(e.responseCode(), "", "", new byte[0]);
      } catch (IOException e) {
        throw failed(e);
      } finally {
        if (connection != null) {
          connection.disconnect();
        }
      }
    }

    private HttpURLConnection opened() throws IOException {
      HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
      if (connection instanceof HttpsURLConnection https) {
        tls.secure(https);
      }
      connection.setConnectTimeout((int) settings.connectTimeout().toMillis());
      connection.setReadTimeout((int) settings.requestTimeout().toMillis());
      connection.setInstanceFollowRedirects(false);
      connection.setUseCaches(false);
      connection.setRequestProperty("Connection", "close");
      connection.setRequestProperty("User-Agent", "Scepter");
      headers.forEach(connection::setRequestProperty);
      if (body != null) {
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        // Also keeps the JDK from sending it a second time by itself.
        connection.setFixedLengthStreamingMode(body.length);
      }
      return connection;
    }

    private void send(HttpURLConnection connection) throws IOException {
      if (body != null) {
        try (OutputStream out = connection.getOutputStream()) {
          out.write(body);
        }
      }
    }

    private CallAnswer answer(HttpURLConnection connection) throws IOException {
      int status = connection.getResponseCode();
      if (status < 0) {
        throw new IOException("no HTTP");
      }
      InputStream in = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
      byte[] taken = in == null ? new byte[0] : bounded(in);
      // The JDK does not mind an answer that ends early.
      if (in != null && connection.getContentLengthLong() > taken.length) {
        throw new IOException("the answer was cut off");
      }
      return new CallAnswer(
          status,
          connection.getHeaderField("Content-Type"),
          connection.getHeaderField("Retry-After"),
          taken);
    }

    private byte[] bounded(InputStream in) throws IOException {
      ByteArrayOutputStream taken = new ByteArrayOutputStream();
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (n > settings.maxBody() - taken.size()) {
          throw new IOException("the answer is longer than " + settings.maxBody() + " bytes");
        }
        if (System.nanoTime() > end) {
          throw new IOException("no whole answer within " + settings.requestTimeout());
        }
        taken.write(buffer, 0, n);
      }
      return taken.toByteArray();
    }

    private CallFailedException failed(IOException e) {
      boolean wasSent =
          isConnected
              && !(e instanceof ConnectException)
              && !(e instanceof NoRouteToHostException)
              && !(e instanceof UnknownHostException)
              && !(e instanceof SSLHandshakeException);
      String why =
          System.nanoTime() > end
              ? "no whole answer within " + settings.requestTimeout()
              : e.getClass().getSimpleName() + ": " + text(e);
      return new CallFailedException(to + ": " + why, wasSent);
    }

    private static String text(IOException e) {
      String text = String.valueOf(e.getMessage()).replaceAll("\\p{Cntrl}", " ");
      return text.length() <= 200 ? text : text.substring(0, 200);
    }
  }
}
