package org.scepter.diagnostics.outside;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * The API of the server on this machine, which is called {@code localhost} but shows the
 * certificate of its public name.
 */
public final class LocalServer {
  private static final int MAX_ANSWER = 1 << 20;

  private final URI https;
  private final String publicName;
  private final Anchors anchors;
  private final Duration timeout;

  /**
   * @param https its public listener, {@code https://localhost:8443}
   * @param publicName the host in the public URL
   * @param roots the home's
   * @param timeout for the connection, and for each part of the answer
   */
  public LocalServer(URI https, String publicName, List<X509Certificate> roots, Duration timeout) {
    this.https = https;
    this.publicName = publicName;
    this.anchors = new Anchors(roots);
    this.timeout = timeout;
  }

  /** An answer. */
  public record Answer(int status, String text) {
    public Answer {
      Objects.requireNonNull(text);
    }
  }

  /** Takes the bytes of an answer as they come. */
  public interface Receiver {
    void receive(InputStream body) throws IOException;
  }

  /** POSTs nothing to {@code path} and asks for text. */
  public Answer post(String path, String authorization) throws IOException {
    HttpsURLConnection call = call(path, authorization, "text/plain");
    try {
      return answer(call);
    } finally {
      call.disconnect();
    }
  }

  /**
   * POSTs nothing to {@code path} and hands what comes to {@code receiver}; what is no success is
   * left to the caller.
   */
  public Answer receive(String path, String authorization, String type, Receiver receiver)
      throws IOException {
    HttpsURLConnection call = call(path, authorization, type);
    try {
      if (call.getResponseCode() != HttpsURLConnection.HTTP_OK) {
        return answer(call);
      }
      try (InputStream body = call.getInputStream()) {
        receiver.receive(body);
      }
      return new Answer(HttpsURLConnection.HTTP_OK, "");
    } finally {
      call.disconnect();
    }
  }

  private HttpsURLConnection call(String path, String authorization, String type)
      throws IOException {
    HttpsURLConnection call =
        (HttpsURLConnection) URI.create(https + path).toURL().openConnection();
    call.setSSLSocketFactory(anchors.context().getSocketFactory());
    call.setHostnameVerifier((host, session) -> isCertified(host, session));
    call.setConnectTimeout((int) timeout.toMillis());
    call.setReadTimeout((int) timeout.toMillis());
    call.setInstanceFollowRedirects(false);
    call.setRequestMethod("POST");
    call.setRequestProperty("Accept", type + ", application/problem+json;q=0.5");
    call.setRequestProperty("Authorization", authorization);
    return call;
  }

  private static Answer answer(HttpsURLConnection call) throws IOException {
    int status = call.getResponseCode();
    try (InputStream body = status < 400 ? call.getInputStream() : call.getErrorStream()) {
      byte[] bytes = body == null ? new byte[0] : body.readNBytes(MAX_ANSWER);
      return new Answer(status, new String(bytes, StandardCharsets.UTF_8));
    }
  }

  private boolean isCertified(String host, SSLSession session) {
    try {
      Certificate shown = session.getPeerCertificates()[0];
      return shown instanceof X509Certificate it
          && (ServedNames.fit(it, host) || ServedNames.fit(it, publicName));
    } catch (SSLPeerUnverifiedException e) {
      return false;
    }
  }
}
