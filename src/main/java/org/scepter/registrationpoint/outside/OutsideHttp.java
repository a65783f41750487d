package org.scepter.registrationpoint.outside;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.scepter.platform.peer.BoundedBytes;
import org.scepter.platform.peer.UnexpectedAnswerException;

/**
 * Calls servers outside: HTTP/1.1, no redirects, no cookies, one deadline over a whole call, an
 * answer of bounded length.
 */
public final class OutsideHttp {
  private final OutsideTransport transport;
  private final HttpClient client;
  private final Semaphore places;

  public OutsideHttp(OutsideTransport transport) {
    this.transport = transport;
    this.places = new Semaphore(transport.maxConcurrent());
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(transport.connectTimeout());
    transport
        .proxy()
        .ifPresent(
            proxy ->
                builder.proxy(
                    ProxySelector.of(new InetSocketAddress(proxy.getHost(), proxy.getPort()))));
    transport.pin().ifPresent(pin -> builder.sslContext(PinnedTrust.context(pin)));
    this.client = builder.build();
  }

  /**
   * @throws OutsideFaultException if there is no whole answer in time; its text holds nothing of
   *     what was sent
   */
  public OutsideReply send(HttpRequest request) throws OutsideFaultException {
    String to = request.uri().getScheme() + "://" + request.uri().getAuthority();
    if (!places.tryAcquire()) {
      throw new OutsideFaultException(
          to + ": " + transport.maxConcurrent() + " calls are under way already");
    }
    try {
      return sendNow(request, to);
    } finally {
      places.release();
    }
  }

  private OutsideReply sendNow(HttpRequest request, String to) throws OutsideFaultException {
    CompletableFuture<HttpResponse<byte[]>> call =
        client.sendAsync(request, info -> new BoundedBytes(transport.maxBody()));
    try {
      HttpResponse<byte[]> response =
          call.get(transport.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
      return new OutsideReply(
          to,
          response.statusCode(),
          response.headers().firstValue("Content-Type").orElse(""),
          response.body());
    } catch (TimeoutException e) {
      call.cancel(true);
      throw new OutsideFaultException(to + " did not answer within " + transport.requestTimeout());
    } catch (ExecutionException e) {
      throw new OutsideFaultException(
          e.getCause() instanceof UnexpectedAnswerException unexpected
              ? to + ": " + unexpected.getMessage()
              : to + " could not be called: " + cause(e));
    } catch (InterruptedException e) {
      call.cancel(true);
      Thread.currentThread().interrupt();
      throw new OutsideFaultException(to + ": the call was interrupted");
    }
  }

  private static String cause(ExecutionException e) {
    Throwable cause = e.getCause();
    return cause instanceof IOException && cause.getMessage() != null
        ? cause.getClass().getSimpleName() + ": " + OutsideText.of(cause.getMessage())
        : cause.getClass().getSimpleName();
  }
}
