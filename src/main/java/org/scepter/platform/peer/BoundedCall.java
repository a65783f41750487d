package org.scepter.platform.peer;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A call that is over by a time and takes no more than so many bytes. */
final class BoundedCall {
  private BoundedCall() {}

  /**
   * @param patience from the question to the end of the answer's body
   * @throws SlowAnswerException if it was not over by then
   */
  static HttpResponse<byte[]> send(
      HttpClient client, HttpRequest request, int maxAnswer, Duration patience) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, head -> new BoundedBytes(maxAnswer));
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new SlowAnswerException("no answer within " + patience);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException fault
          ? fault
          : new IOException(e.getCause().toString(), e.getCause());
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new SlowAnswerException("interrupted");
    }
  }
}
