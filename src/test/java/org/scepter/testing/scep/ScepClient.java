package org.scepter.testing.scep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;

/** Speaks SCEP with one URL (RFC 8894 §4). */
public final class ScepClient {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PKI_MESSAGE = "application/x-pki-message";

  private final HttpClient http;
  private final URI url;

  public ScepClient(HttpClient http, URI url) {
    this.http = http;
    this.url = url;
  }

  public URI url() {
    return url;
  }

  public Set<String> capabilities() {
    HttpResponse<byte[]> answer = get("operation=GetCACaps");
    assertThat(answer.statusCode()).as("GetCACaps").isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
    return new TreeSet<>(
        Arrays.asList(new String(answer.body(), StandardCharsets.US_ASCII).split("\r?\n")));
  }

  public CaCertificates caCertificates() {
    HttpResponse<byte[]> answer = get("operation=GetCACert");
    assertThat(answer.statusCode()).as("GetCACert").isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type"))
        .contains("application/x-x509-ca-ra-cert");
    return CaCertificates.parse(answer.body());
  }

  /** Sends a message by POST and opens the signed answer. */
  public CertRep post(PkiMessage message) {
    return post(message, message.encoded());
  }

  /** The same with bytes made before, for repeating a message exactly. */
  public CertRep post(PkiMessage message, byte[] encoded) {
    return open(message, postRaw(encoded));
  }

  /** Sends a message by GET, base64 percent-escaped as the RFC wants. */
  public CertRep get(PkiMessage message) {
    String base64 = Base64.getEncoder().encodeToString(message.encoded());
    return open(message, getRaw(URLEncoder.encode(base64, StandardCharsets.UTF_8)));
  }

  /** Sends a message by GET as Apple does: only {@code =} is escaped, {@code +} and / are raw. */
  public CertRep getLikeApple(PkiMessage message) {
    String base64 = Base64.getEncoder().encodeToString(message.encoded());
    return open(message, getRaw(base64.replace("=", "%3D")));
  }

  private CertRep open(PkiMessage message, HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode())
        .as(() -> "PKIOperation: " + new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains(PKI_MESSAGE);
    return CertRep.open(answer.body(), message, caCertificates().signing());
  }

  /** POSTs any bytes as a PKIOperation. */
  public HttpResponse<byte[]> postRaw(byte[] body) {
    return send(
        request("operation=PKIOperation")
            .header("Content-Type", PKI_MESSAGE)
            .POST(BodyPublishers.ofByteArray(body))
            .build());
  }

  /** POSTs without a Content-Type, as strongSwan does. */
  public CertRep postWithoutType(PkiMessage message) {
    return open(
        message,
        send(
            request("operation=PKIOperation")
                .POST(BodyPublishers.ofByteArray(message.encoded()))
                .build()));
  }

  /** GETs a PKIOperation with an already escaped message. */
  public HttpResponse<byte[]> getRaw(String escapedMessage) {
    return get("operation=PKIOperation&message=" + escapedMessage);
  }

  /** GETs any query. */
  public HttpResponse<byte[]> get(String query) {
    return send(request(query).GET().build());
  }

  /** GETs the bare URL. */
  public HttpResponse<byte[]> getBare() {
    return send(HttpRequest.newBuilder(url).timeout(PATIENCE).GET().build());
  }

  private HttpRequest.Builder request(String query) {
    return HttpRequest.newBuilder(URI.create(url + "?" + query)).timeout(PATIENCE);
  }

  private HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
