package org.scepter.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.scepter.testing.scep.CaCertificates;
import org.scepter.testing.scep.ScepClient;

/** A server under test: where its listeners and its home are. */
public record TestServer(URI http, URI https, URI internal, Path home) {
  /** The path that NDES is known by. */
  public static final String MSCEP = "/certsrv/mscep/mscep.dll";

  /** The server that the build has started, whichever it is. */
  public static TestServer running() {
    return new TestServer(
        URI.create(property("scepter.test.http-url")),
        URI.create(property("scepter.test.https-url")),
        URI.create(property("scepter.test.internal-url")),
        Path.of(property("scepter.test.home")).toAbsolutePath());
  }

  private static String property(String name) {
    return Optional.ofNullable(System.getProperty(name))
        .orElseThrow(() -> new IllegalStateException("the build sets " + name));
  }

  /** An HTTP/1.1 client that trusts this server's root, has no certificate and no cookies. */
  public HttpClient client() {
    return client(Tls.trusting(roots()));
  }

  /** The same with a client certificate. */
  public HttpClient client(Tls tls) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .sslContext(tls.context())
        .connectTimeout(Duration.ofSeconds(10))
        .build();
  }

  /** What a listener with TLS shows now; its name has to be right and its root the home's. */
  public X509Certificate shownCertificate(URI listener) {
    try (SSLSocket socket =
        (SSLSocket)
            Tls.trusting(roots())
                .context()
                .getSocketFactory()
                .createSocket(listener.getHost(), listener.getPort())) {
      socket.startHandshake();
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The self-signed CA certificates of the home. */
  public List<X509Certificate> roots() {
    try (Stream<Path> files = Files.list(home.resolve("certificates"))) {
      return files
          .map(TestServer::bytes)
          .map(CaCertificates::certificate)
          .filter(each -> each.getBasicConstraints() >= 0)
          .filter(each -> each.getSubjectX500Principal().equals(each.getIssuerX500Principal()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of a file of the home, without blanks around it. */
  public String text(String file) {
    return new String(bytes(home.resolve(file)), java.nio.charset.StandardCharsets.UTF_8).strip();
  }

  public char[] keyStorePassword() {
    return HandedOut.remember(text("secrets/keystore.password")).toCharArray();
  }

  /** SCEP at the path that devices are given. */
  public ScepClient scep() {
    return scep(https, MSCEP);
  }

  /** SCEP at any path of any listener. */
  public ScepClient scep(URI listener, String path) {
    return new ScepClient(client(), URI.create(listener + path));
  }

  /** The site, as its administrator. */
  public SiteClient site() {
    return SiteClient.administrator(this);
  }
}
