package org.scepter.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.scepter.testing.scep.Csr;
import org.scepter.testing.scep.Digest;

/** Asks for certificates as a device does by EST (RFC 7030). */
public record DeviceEst(HttpClient http, URI base) {
  public static final String PKCS10 = "application/pkcs10";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * @param label empty for none
   */
  public static DeviceEst at(TestServer server, URI listener, String label) {
    return new DeviceEst(
        server.client(),
        URI.create(listener + "/.well-known/est/" + (label.isEmpty() ? "" : label + "/")));
  }

  /** Under which transaction logs and audit have a request. */
  public static String transaction(Csr csr) {
    return "est-" + HexFormat.of().formatHex(Digest.SHA256.of(csr.der()));
  }

  /** An answer with its head. */
  public record Answer(HttpResponse<byte[]> response) {
    public int status() {
      return response.statusCode();
    }

    public String text() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }

    public Optional<String> header(String name) {
      return response.headers().firstValue(name);
    }

    public Answer expect(int expected) {
      if (status() != expected) {
        throw new AssertionError(status() + " instead of " + expected + ": " + text());
      }
      return this;
    }

    /** The certificates of a base64 certs-only message. */
    public List<X509Certificate> certificates() {
      try {
        return CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(Base64.getDecoder().decode(text())))
            .stream()
            .map(X509Certificate.class::cast)
            .toList();
      } catch (CertificateException e) {
        throw new AssertionError(e);
      }
    }

    /** The one certificate of an enrolment. */
    public X509Certificate certificate() {
      List<X509Certificate> all = expect(200).certificates();
      if (all.size() != 1) {
        throw new AssertionError(all.size() + " certificates instead of one");
      }
      return all.get(0);
    }
  }

  public Answer get(String operation) {
    return send(HttpRequest.newBuilder(base.resolve(operation)).timeout(PATIENCE).GET());
  }

  /** Enrols with a challenge by HTTP Basic. */
  public Answer enrol(Csr csr, String challenge) {
    return post(
        "simpleenroll",
        PKCS10,
        Base64.getMimeEncoder().encode(csr.der()),
        Optional.of(SiteClient.basic("any device", challenge)));
  }

  /** Enrols with the challenge that stands in the request, if one does. */
  public Answer enrol(Csr csr) {
    return post(
        "simpleenroll", PKCS10, Base64.getMimeEncoder().encode(csr.der()), Optional.empty());
  }

  /** Any request. */
  public Answer post(String operation, String type, byte[] body, Optional<String> authorization) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(operation))
            .timeout(PATIENCE)
            .header("Content-Type", type)
            .POST(BodyPublishers.ofByteArray(body));
    authorization.ifPresent(value -> request.header("Authorization", value));
    return send(request);
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      return new Answer(http.send(request.build(), BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
