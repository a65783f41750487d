package org.scepter.testing.elsewhere;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;

/** A server on this machine that hears, answers, and makes trouble when asked to. */
public final class HttpDouble implements AutoCloseable {
  private static final int HUGE = 8 * 1024 * 1024;

  private final HttpServer server;
  private final boolean isTls;
  private final Answering answering;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Heard> heard = new CopyOnWriteArrayList<>();
  private final Queue<Trouble> troubles = new ArrayDeque<>();

  /** A request. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  public record Heard(
      String method, URI target, String type, byte[] body, Optional<X509Certificate> client) {
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /** An answer. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  public record Answer(int status, String type, byte[] body) {}

  /** What is answered when all is well. */
  @FunctionalInterface
  public interface Answering {
    Answer to(Heard heard);
  }

  /** Over HTTP. */
  public HttpDouble(Answering answering) {
    this(null, answering);
  }

  /** Over HTTPS, asking for client certificates. */
  public HttpDouble(SSLContext tls, Answering answering) {
    this.answering = answering;
    this.isTls = tls != null;
    try {
      InetSocketAddress address = new InetSocketAddress("localhost", 0);
      server = isTls ? secured(HttpsServer.create(address, 0), tls) : HttpServer.create(address, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private static HttpServer secured(HttpsServer server, SSLContext tls) {
    server.setHttpsConfigurator(
        new HttpsConfigurator(tls) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters own = getSSLContext().getDefaultSSLParameters();
            own.setWantClientAuth(true);
            parameters.setSSLParameters(own);
          }
        });
    return server;
  }

  public URI url() {
    return URI.create((isTls ? "https" : "http") + "://localhost:" + server.getAddress().getPort());
  }

  /** All requests by POST so far. */
  public List<Heard> posts() {
    return heard.stream().filter(each -> each.method().equals("POST")).toList();
  }

  /** Makes trouble with the next requests by POST, once for each of these. */
  public void trouble(Trouble... next) {
    synchronized (troubles) {
      troubles.addAll(List.of(next));
    }
  }

  private Trouble nextTrouble(Heard request) {
    synchronized (troubles) {
      return request.method().equals("POST") ? troubles.poll() : null;
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Heard request =
          new Heard(
              exchange.getRequestMethod(),
              exchange.getRequestURI(),
              String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")),
              exchange.getRequestBody().readAllBytes(),
              client(exchange));
      heard.add(request);
      Trouble trouble = nextTrouble(request);
      if (trouble == null) {
        send(exchange, answering.to(request));
      } else {
        make(trouble, exchange, request);
      }
    }
  }

  private static Optional<X509Certificate> client(HttpExchange exchange) {
    if (!(exchange instanceof HttpsExchange https)) {
      return Optional.empty();
    }
    try {
      return Optional.of((X509Certificate) https.getSSLSession().getPeerCertificates()[0]);
    } catch (SSLPeerUnverifiedException e) {
      return Optional.empty();
    }
  }

  private void make(Trouble trouble, HttpExchange exchange, Heard request) throws IOException {
    switch (trouble) {
      case SILENCE -> pause(60_000);
      case ISSUED_AND_CUT -> {
        answering.to(request);
        exchange.sendResponseHeaders(200, 1000);
      }
      case DRIP -> drip(exchange);
      case HUGE -> send(exchange, text(200, answering.to(request).type(), " ".repeat(HUGE)));
      case STATUS_400, STATUS_401, STATUS_404, STATUS_500, STATUS_503 ->
          send(
              exchange,
              text(Integer.parseInt(trouble.name().substring(7)), "text/plain", "no such thing"));
      case REDIRECT -> {
        exchange.getResponseHeaders().set("Location", url() + "/elsewhere");
        send(exchange, text(307, "text/plain", ""));
      }
      case WAITING -> {
        exchange.getResponseHeaders().set("Retry-After", "1");
        send(exchange, text(202, "text/plain", ""));
      }
      case HTML -> send(exchange, text(200, "text/html", "<html>welcome</html>"));
      case GARBAGE -> send(exchange, text(200, answering.to(request).type(), "AAAA"));
    }
  }

  /** An answer of text. */
  public static Answer text(int status, String type, String body) {
    return new Answer(status, type, body.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", answer.type());
    exchange.sendResponseHeaders(
        answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
    if (answer.body().length > 0) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(answer.body());
      }
    }
  }

  private void drip(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 100_000);
    try (OutputStream out = exchange.getResponseBody()) {
      for (int i = 0; i < 600 && !pause(100); i++) {
        out.write(' ');
        out.flush();
      }
    }
  }

  private boolean pause(long millis) {
    try {
      return closed.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
