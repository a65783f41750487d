package org.scepter.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.scepter.command.ScepterCommand;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.peer.NodeIdentity;

/** Servers that stand for the inside and answer as a test wants, over TLS with a home's keys. */
public final class InsideDouble implements AutoCloseable {
  private final ScepterHome home;
  private final List<HttpsServer> servers = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  public InsideDouble(ScepterHome home) {
    this.home = home;
  }

  /** A new home with keys that are quickly made, which trusts its own root as the inside. */
  public static ScepterHome home(Path at) {
    List<String> words = new ArrayList<>(List.of("init", "--home", at.toString()));
    for (String setting :
        List.of(
            "init.trial=true",
            "init.root.key-type=ec-p256",
            "init.issuing.key-type=ec-p256",
            "init.policy-module.key-type=ec-p256",
            "init.tls.key-type=ec-p256")) {
      words.addAll(List.of("--set", setting));
    }
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    assertThat(new ScepterCommand(nowhere, System.err, Clock.systemUTC()).run(words)).isZero();
    try {
      Files.createDirectories(at.resolve(NodeIdentity.TRUSTED));
      Files.copy(
          at.resolve("certificates/ca-root.cer"), at.resolve(NodeIdentity.TRUSTED + "/root.cer"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return ScepterHome.open(at);
  }

  /** An internal listener that answers so. */
  public URI serving(HttpHandler handler) {
    return serving("tls/internal.p12", handler);
  }

  /** One that shows another of the home's certificates. */
  public URI serving(String key, HttpHandler handler) {
    try {
      HttpsServer server =
          HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(new Demanding(context(key)));
      server.createContext("/", handler);
      server.setExecutor(threads);
      server.start();
      servers.add(server);
      return URI.create("https://localhost:" + server.getAddress().getPort());
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** Answers and is done. */
  public static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    servers.forEach(server -> server.stop(0));
    threads.shutdownNow();
  }

  private static final class Demanding extends HttpsConfigurator {
    Demanding(SSLContext context) {
      super(context);
    }

    @Override
    public void configure(HttpsParameters parameters) {
      SSLParameters demanding = getSSLContext().getDefaultSSLParameters();
      demanding.setNeedClientAuth(true);
      parameters.setSSLParameters(demanding);
    }
  }

  private SSLContext context(String file) throws IOException, GeneralSecurityException {
    KeyEntry key = home.key(file);
    char[] none = new char[0];
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, none);
    store.setKeyEntry("own", key.privateKey(), none, key.chain().toArray(new Certificate[0]));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, none);
    KeyStore roots = KeyStore.getInstance("PKCS12");
    roots.load(null, none);
    roots.setCertificateEntry("root", key.chain().get(key.chain().size() - 1));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(roots);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
