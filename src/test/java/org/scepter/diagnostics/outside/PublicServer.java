package org.scepter.diagnostics.outside;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.scepter.pki.Der;
import org.scepter.scep.protocol.cms.CertificateBundle;

/** Something that answers at a public URL, over real TLS, rightly unless a test says otherwise. */
final class PublicServer implements AutoCloseable {
  static final String CAPABILITIES = "POSTPKIOperation\nRenewal\nSHA-256\nAES\n";

  private final HttpsServer server;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private volatile int longestQuery = 65_534;

  /** What is answered to an operation; bytes as Latin-1. */
  record Answer(int status, String type, String text) {
    byte[] body() {
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  PublicServer(SSLContext tls, Consumer<SSLParameters> bending) throws IOException {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(tls) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters ssl = getSSLContext().getDefaultSSLParameters();
            bending.accept(ssl);
            parameters.setSSLParameters(ssl);
          }
        });
    server.createContext("/", this::answer);
    server.start();
    with("GetCACaps", 200, "text/plain", CAPABILITIES.getBytes(StandardCharsets.US_ASCII));
  }

  PublicServer with(String operation, int status, String type, byte[] body) {
    answers.put(operation, new Answer(status, type, new String(body, StandardCharsets.ISO_8859_1)));
    return this;
  }

  PublicServer withCertificates(List<X509Certificate> certificates)
      throws CertificateEncodingException {
    List<Der> all = new java.util.ArrayList<>();
    for (X509Certificate each : certificates) {
      all.add(Der.of(each.getEncoded()));
    }
    return with("GetCACert", 200, "application/x-x509-ca-ra-cert", CertificateBundle.of(all));
  }

  PublicServer withLongestQuery(int bytes) {
    longestQuery = bytes;
    return this;
  }

  URI at(String host) {
    return URI.create("https://" + host + ":" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getRawQuery();
    Answer answer =
        query.length() > longestQuery
            ? new Answer(414, "text/html", "")
            : answers.getOrDefault(
                query.replaceAll("^.*operation=", "").replaceAll("&.*", ""),
                new Answer(404, "text/html", ""));
    Headers head = exchange.getResponseHeaders();
    head.set("Content-Type", answer.type());
    if (answer.status() == 302) {
      head.set("Location", "https://login.example.test/");
    }
    exchange.sendResponseHeaders(
        answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
    exchange.getResponseBody().write(answer.body());
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
