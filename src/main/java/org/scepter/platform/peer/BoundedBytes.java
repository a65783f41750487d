package org.scepter.platform.peer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Takes a body of at most so many bytes, and of a longer one, on which it hangs up, nothing. */
public final class BoundedBytes implements BodySubscriber<byte[]> {
  private final int max;
  private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private Flow.Subscription subscription;

  /**
   * @param max how many bytes the body may have at most; one of more ends in an {@link
   *     UnexpectedAnswerException}
   */
  public BoundedBytes(int max) {
    this.max = max;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription to) {
    subscription = to;
    to.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer each : buffers) {
      if (each.remaining() > max - taken.size()) {
        subscription.cancel();
        body.completeExceptionally(
            new UnexpectedAnswerException("the answer is longer than " + max + " bytes"));
        return;
      }
      byte[] bytes = new byte[each.remaining()];
      each.get(bytes);
      taken.write(bytes, 0, bytes.length);
    }
  }

  @Override
  public void onError(Throwable fault) {
    body.completeExceptionally(
        fault instanceof IOException ? fault : new IOException(fault.toString(), fault));
  }

  @Override
  public void onComplete() {
    body.complete(taken.toByteArray());
  }
}
