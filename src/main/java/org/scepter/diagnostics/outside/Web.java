package org.scepter.diagnostics.outside;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.scepter.platform.peer.BoundedBytes;

/** Asks by GET, for a bounded time: HTTP/1.1, no cookies, no redirects followed. */
final class Web {
  private static final int MAX_ANSWER = 1 << 20;

  private final HttpClient client;
  private final Clock clock;
  private final Duration timeout;

  /**
   * @param timeout from the question to the answer's end
   */
  Web(HttpClient client, Clock clock, Duration timeout) {
    this.client = client;
    this.clock = clock;
    this.timeout = timeout;
  }

  /** As one that shows no certificate. */
  static Web anonymous(Anchors anchors, Clock clock, Duration timeout) {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .sslContext(anchors.context())
            .connectTimeout(timeout)
            .build();
    return new Web(client, clock, timeout);
  }

  Fetched get(URI url) throws IOException {
    return get(url, MAX_ANSWER);
  }

  /**
   * @param maxAnswer how many bytes the answer may have
   */
  Fetched get(URI url, int maxAnswer) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(url).timeout(timeout).header("User-Agent", "Scepter check").build();
    Instant asked = clock.instant();
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, any -> new BoundedBytes(maxAnswer));
    try {
      HttpResponse<byte[]> response = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return new Fetched(response, asked, clock.instant());
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("no whole answer within " + timeout.toSeconds() + " seconds", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      answer.cancel(true);
    }
  }
}
