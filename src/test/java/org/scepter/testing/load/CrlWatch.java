package org.scepter.testing.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.scepter.testing.PublishedCrl;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.Digest;

/**
 * Fetches CRLs again and again, whether the server is there or not. Their numbers must never fall,
 * and a number stands for one CRL alone (RFC 5280 §5.2.3).
 */
public final class CrlWatch implements AutoCloseable {
  private static final long BETWEEN_LOOKS = Duration.ofMillis(50).toNanos();
  // A server that starts takes connections before it answers.
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HttpClient http;
  private final List<URI> addresses;
  private final Map<URI, BigInteger> last = new HashMap<>();
  private final Map<URI, Map<BigInteger, String>> seen = new HashMap<>();
  private final Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
  private final Thread thread = new Thread(this::run, "crl-watch");
  private volatile boolean hasEnded;

  private CrlWatch(TestServer server, List<URI> addresses) {
    this.http = server.client();
    this.addresses = List.copyOf(addresses);
  }

  /** Watches the CRLs that lie at these addresses until it is closed. */
  public static CrlWatch begin(TestServer server, URI... addresses) {
    CrlWatch watch = new CrlWatch(server, List.of(addresses));
    watch.thread.start();
    return watch;
  }

  private void run() {
    while (!hasEnded) {
      for (URI each : addresses) {
        try {
          look(each);
        } catch (UncheckedIOException e) {
          // The server is gone, or is not there again yet.
        } catch (RuntimeException | AssertionError e) {
          faults.add(e);
        }
      }
      LockSupport.parkNanos(BETWEEN_LOOKS);
    }
  }

  private synchronized void look(URI address) {
    HttpResponse<byte[]> answer = get(address);
    // A server that has just started knows the address a moment later.
    if (answer.statusCode() != 200) {
      return;
    }
    BigInteger number = PublishedCrl.read(answer.body()).number();
    BigInteger before = last.put(address, number);
    if (before != null && before.compareTo(number) > 0) {
      throw new AssertionError(address + ": number " + number + " after " + before);
    }
    String digest = HexFormat.of().formatHex(Digest.SHA256.of(answer.body()));
    String other = seen.computeIfAbsent(address, any -> new HashMap<>()).put(number, digest);
    if (other != null && !other.equals(digest)) {
      throw new AssertionError(address + ": two CRLs have number " + number);
    }
  }

  private HttpResponse<byte[]> get(URI address) {
    try {
      return http.send(
          HttpRequest.newBuilder(address).timeout(PATIENCE).build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** How many different numbers it has seen. */
  public synchronized int numbers() {
    return seen.values().stream().mapToInt(Map::size).sum();
  }

  public void requireNoFault() {
    if (!faults.isEmpty()) {
      throw new AssertionError("CRLs that must not be", faults.peek());
    }
  }

  @Override
  public void close() throws InterruptedException {
    hasEnded = true;
    thread.join();
  }
}
