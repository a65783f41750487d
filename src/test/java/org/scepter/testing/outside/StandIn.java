package org.scepter.testing.outside;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** An HTTP server on this machine that hears, answers, and makes trouble when asked to. */
final class StandIn implements AutoCloseable {
  private static final int HUGE = 8 * 1024 * 1024;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Heard> heard = new CopyOnWriteArrayList<>();
  private final Map<String, Queue<Trouble>> troubles = new ConcurrentHashMap<>();

  /** What is answered when all is well. */
  record Answer(int status, String body) {
    static Answer ok(String body) {
      return new Answer(200, body);
    }
  }

  StandIn(int port, Function<Heard, Answer> answers) {
    try {
      server = HttpServer.create(new InetSocketAddress("localhost", port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", exchange -> handle(exchange, answers));
    server.start();
  }

  URI url() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  /** All requests to a path so far. */
  List<Heard> heard(String path) {
    return heard.stream().filter(each -> each.target().getPath().equals(path)).toList();
  }

  void forget() {
    heard.clear();
    troubles.clear();
  }

  /** Makes trouble at a path, once for each of these. */
  void trouble(String path, Trouble... next) {
    Queue<Trouble> queue = troubles.computeIfAbsent(path, any -> new ArrayDeque<>());
    synchronized (queue) {
      queue.addAll(List.of(next));
    }
  }

  private Trouble nextTrouble(String path) {
    Queue<Trouble> queue = troubles.getOrDefault(path, new ArrayDeque<>());
    synchronized (queue) {
      return queue.poll();
    }
  }

  private void handle(HttpExchange exchange, Function<Heard, Answer> answers) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Heard request =
          new Heard(
              exchange.getRequestMethod(),
              exchange.getRequestURI(),
              exchange.getRequestHeaders(),
              body);
      heard.add(request);
      Trouble trouble = nextTrouble(request.target().getPath());
      if (trouble == null) {
        Answer answer = answers.apply(request);
        send(exchange, answer.status(), "application/json; charset=utf-8", answer.body());
      } else {
        make(trouble, exchange, () -> answers.apply(request).body());
      }
    }
  }

  private void make(
      Trouble trouble, HttpExchange exchange, java.util.function.Supplier<String> right)
      throws IOException {
    String json = "application/json";
    switch (trouble) {
      case SILENCE -> pause(60_000);
      case DRIP -> drip(exchange);
      case CUT -> cut(exchange);
      case STATUS_400, STATUS_401, STATUS_403, STATUS_404, STATUS_429, STATUS_500, STATUS_503 ->
          send(exchange, Integer.parseInt(trouble.name().substring(7)), json, "{\"error\":\"x\"}");
      case REDIRECT -> {
        exchange.getResponseHeaders().set("Location", url() + "/elsewhere");
        send(exchange, 307, json, "{}");
      }
      case WRONG_MEDIA_TYPE -> send(exchange, 200, "text/html", right.get());
      case MALFORMED -> send(exchange, 200, json, "{\"code\":\"Success\",");
      case NOT_AN_OBJECT -> send(exchange, 200, json, "[" + right.get() + "]");
      case EMPTY_OBJECT -> send(exchange, 200, json, "{}");
      case EMPTY -> send(exchange, 200, json, "");
      case HUGE -> send(exchange, 200, json, " ".repeat(HUGE) + right.get());
      case AMBIGUOUS ->
          send(
              exchange,
              200,
              json,
              "{\"code\":\"ChallengeExpired\",\"code\":\"Success\",\"errorDescription\":\"\","
                  + "\"allow\":false,\"allow\":true}");
    }
  }

  private static void send(HttpExchange exchange, int status, String mediaType, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", mediaType);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(bytes);
      }
    }
  }

  private void drip(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 100_000);
    try (OutputStream out = exchange.getResponseBody()) {
      for (int i = 0; i < 600 && !pause(100); i++) {
        out.write(' ');
        out.flush();
      }
    }
  }

  private static void cut(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 1000);
    exchange.getResponseBody().write('{');
    exchange.getResponseBody().flush();
    // close() without the promised bytes ends the connection.
  }

  // Until this stand-in closes, so that no test waits for a thread of it.
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
