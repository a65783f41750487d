package org.scepter.platform.peer;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import org.scepter.pki.Sha256;

/**
 * A call to a server inside that is known by digests of its certificate or its CA's alone, before
 * this machine has anything else of it. No client certificate is shown.
 */
public final class PinnedCall {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Set<Sha256> pins;
  private final Clock clock;

  /**
   * @param pins digests of whole certificates; one of the chain that the server shows has to have
   *     one of them, and the server's name is checked in any case
   */
  public PinnedCall(Set<Sha256> pins, Clock clock) {
    this.pins = Set.copyOf(pins);
    this.clock = clock;
  }

  /**
   * What came back.
   *
   * @param known the certificate by which the server was known
   */
  public record Answered(PeerAnswer answer, X509Certificate known) {}

  /**
   * Asks once: what is asked may count once only.
   *
   * @throws IOException if the server cannot be reached, is not the pinned one or says too much
   */
  public Answered ask(URI server, Question question) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + question.path()));
    question.headers().forEach(request::header);
    question.body().ifPresent(body -> request.POST(BodyPublishers.ofString(body)));
    HttpResponse<byte[]> response =
        BoundedCall.send(client(), request.build(), question.maxAnswer(), PATIENCE);
    return new Answered(new PeerAnswer(response), known(response.sslSession()));
  }

  private X509Certificate known(Optional<SSLSession> session) throws IOException {
    for (Certificate each : session.orElseThrow().getPeerCertificates()) {
      if (each instanceof X509Certificate shown && DigestTrust.isOneOf(pins, shown)) {
        return shown;
      }
    }
    throw new IOException("the server has shown no certificate that is pinned");
  }

  private HttpClient client() throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new DigestTrust(pins, clock)}, null);
      return HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(HttpClient.Builder.NO_PROXY)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(PATIENCE)
          .sslContext(context)
          .build();
    } catch (GeneralSecurityException e) {
      throw new IOException("no TLS: " + e.getMessage(), e);
    }
  }
}
