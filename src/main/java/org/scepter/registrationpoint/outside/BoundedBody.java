package org.scepter.registrationpoint.outside;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Reads an answer up to a limit, and of a longer one nothing more. */
final class BoundedBody implements BodySubscriber<BoundedBody.Read> {
  private final int limit;
  private final CompletableFuture<Read> whole = new CompletableFuture<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private Flow.Subscription subscription;

  BoundedBody(int limit) {
    this.limit = limit;
  }

  /** What was read. */
  static final class Read {
    private final byte[] bytes;
    private final boolean tooLong;

    private Read(byte[] bytes, boolean tooLong) {
      this.bytes = bytes;
      this.tooLong = tooLong;
    }

    byte[] bytes() {
      return bytes.clone();
    }

    boolean isTooLong() {
      return tooLong;
    }
  }

  @Override
  public CompletionStage<Read> getBody() {
    return whole;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> parts) {
    for (ByteBuffer part : parts) {
      byte[] next = new byte[part.remaining()];
      part.get(next);
      if (bytes.size() + next.length > limit) {
        subscription.cancel();
        whole.complete(new Read(new byte[0], true));
        return;
      }
      bytes.write(next, 0, next.length);
    }
  }

  @Override
  public void onError(Throwable fault) {
    whole.completeExceptionally(fault);
  }

  @Override
  public void onComplete() {
    whole.complete(new Read(bytes.toByteArray(), false));
  }
}
