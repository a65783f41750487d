package org.scepter.platform.peer;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;

/**
 * Servers inside of which each gives the same answers: asked in their order, the next one when one
 * fails. One that keeps failing is left out until it is well again, which health checks find out
 * before a device has to.
 */
public final class Peers {
  private static final String USER_AGENT = "NDES_Plugin";

  private final NodeIdentity identity;
  private final PeerSettings settings;
  private final System.Logger log;
  private final List<Peer> peers = new ArrayList<>();

  private record Peer(URI url, CircuitBreaker breaker) {}

  /** Takes an answer for what it is, or says that it is none. */
  public interface Reading<T> {
    T read(PeerAnswer answer) throws IOException;
  }

  /**
   * @param log where it is said once that a server is left out or is back
   */
  public Peers(NodeIdentity identity, PeerSettings settings, Clock clock, System.Logger log) {
    this.identity = identity;
    this.settings = settings;
    this.log = log;
    for (URI url : settings.urls()) {
      peers.add(new Peer(url, new CircuitBreaker(settings.failures(), settings.pause(), clock)));
    }
  }

  /**
   * The first answer that {@code reading} takes.
   *
   * @throws NoIdentityException if this node has nothing to show to any of them
   * @throws IOException if there is none; its message says of each server why
   */
  public <T> T ask(Question question, Reading<T> reading) throws IOException {
    HttpClient client = identity.client();
    List<String> faults = new ArrayList<>();
    for (Peer peer : peers) {
      if (!peer.breaker().allows()) {
        faults.add(peer.url() + " is left out because it failed before");
        continue;
      }
      try {
        return ask(client, peer, question, reading);
      } catch (IOException e) {
        faults.add(peer.url() + ": " + said(e));
      }
    }
    throw new IOException(faults.isEmpty() ? "no server is set" : String.join("; ", faults));
  }

  /** Asks each one, whether it is left out or not, so that it is known which are well. */
  public void check(Question question, Reading<?> reading) {
    HttpClient client;
    try {
      client = identity.client();
    } catch (IOException e) {
      log.log(System.Logger.Level.DEBUG, () -> "nobody can be asked: " + said(e));
      return;
    }
    for (Peer peer : peers) {
      try {
        ask(client, peer, question, reading);
      } catch (IOException e) {
        log.log(System.Logger.Level.DEBUG, () -> peer.url() + " is not well: " + said(e));
      }
    }
  }

  private <T> T ask(HttpClient client, Peer peer, Question question, Reading<T> reading)
      throws IOException {
    try {
      T taken = reading.read(exchange(client, peer, question));
      if (peer.breaker().succeeded()) {
        log.log(System.Logger.Level.INFO, peer.url() + " answers again");
      }
      return taken;
    } catch (IOException e) {
      if (peer.breaker().failed()) {
        log.log(
            System.Logger.Level.ERROR,
            peer.url() + " failed " + settings.failures() + " times and is left out: " + said(e));
      }
      throw e;
    }
  }

  // A server may close a connection that waited for its next use; what is asked may be asked twice.
  private PeerAnswer exchange(HttpClient client, Peer peer, Question question) throws IOException {
    try {
      return once(client, peer, question);
    } catch (ConnectException | SSLException | HttpConnectTimeoutException e) {
      throw e;
    } catch (SlowAnswerException | UnexpectedAnswerException e) {
      throw e;
    } catch (IOException e) {
      return once(client, peer, question);
    }
  }

  private PeerAnswer once(HttpClient client, Peer peer, Question question) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(peer.url() + question.path()))
            .header("User-Agent", USER_AGENT);
    question.headers().forEach(request::header);
    question.body().ifPresent(body -> request.POST(BodyPublishers.ofString(body)));
    return new PeerAnswer(
        BoundedCall.send(client, request.build(), question.maxAnswer(), settings.answerTimeout()));
  }

  /** In words that tell an operator where to look. */
  private static String said(Exception fault) {
    String text = fault.getMessage() == null ? fault.toString() : fault.getMessage();
    if (fault instanceof SSLException) {
      return "TLS failed: " + text;
    }
    return fault instanceof ConnectException ? "no connection: " + text : text;
  }
}
