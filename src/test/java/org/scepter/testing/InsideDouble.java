package org.scepter.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
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
    ScepterHome home =
        Homes.make(
            at,
            Clock.systemUTC(),
            "init.trial=true",
            "init.policy-module.key-type=ec-p256",
            "init.tls.key-type=ec-p256");
    try {
      Files.createDirectories(at.resolve(NodeIdentity.TRUSTED));
      Files.copy(
          at.resolve("certificates/ca-root.cer"), at.resolve(NodeIdentity.TRUSTED + "/root.cer"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return home;
  }

  /** One that lets everybody speak, also without a certificate. */
  public URI open(HttpHandler handler) {
    return open("tls/internal.p12", handler);
  }

  /** The same with another of the home's certificates. */
  public URI open(String key, HttpHandler handler) {
    return serving(key, false, handler);
  }

  /** An internal listener that answers so. */
  public URI serving(HttpHandler handler) {
    return serving("tls/internal.p12", handler);
  }

  /** One that shows another of the home's certificates. */
  public URI serving(String key, HttpHandler handler) {
    return serving(key, true, handler);
  }

  private URI serving(String key, boolean demanding, HttpHandler handler) {
    try {
      HttpsServer server =
          HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(new Demanding(Homes.tls(home, key, home), demanding));
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
    private final boolean demanding;

    Demanding(SSLContext context, boolean demanding) {
      super(context);
      this.demanding = demanding;
    }

    @Override
    public void configure(HttpsParameters parameters) {
      SSLParameters chosen = getSSLContext().getDefaultSSLParameters();
      chosen.setNeedClientAuth(demanding);
      parameters.setSSLParameters(chosen);
    }
  }
}
