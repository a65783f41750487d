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
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** Asks the CA as an NDES node does: EST under labels (RFC 7030), and the node's own addresses. */
public record EstClient(URI listener, HttpClient http) {
  /** What EST's simpleenroll takes. */
  public static final String PKCS10 = "application/pkcs10";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** As the policy module that {@code scepter init} registered. */
  public static EstClient of(TestServer server) {
    return new EstClient(server.internal(), server.client(RegistrationPoint.identity(server)));
  }

  /** An answer with its bytes. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  public record Answer(int status, String type, byte[] body) {
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    public Answer expect(int expected) {
      if (status != expected) {
        throw new AssertionError(status + " instead of " + expected + ": " + text());
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
  }

  public Answer get(String path) {
    return send(HttpRequest.newBuilder(URI.create(listener + path)).timeout(PATIENCE).GET());
  }

  public Answer enrol(String label, Optional<String> authorisation, byte[] csr) {
    return post(label, authorisation, PKCS10, Base64.getMimeEncoder().encode(csr));
  }

  public Answer post(String label, Optional<String> authorisation, String type, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(listener + "/.well-known/est/" + label + "/simpleenroll"))
            .timeout(PATIENCE)
            .headers(
                Stream.concat(
                        Stream.of("Content-Type", type),
                        authorisation.stream()
                            .flatMap(text -> Stream.of("Scepter-Authorisation", text)))
                    .toArray(String[]::new))
            .POST(BodyPublishers.ofByteArray(body));
    return send(request);
  }

  /** A PKCS#10 for another RSA key under the names of a certificate, as a renewal needs it. */
  public static byte[] requestLike(X509Certificate old, KeyPair key) {
    PKCS10CertificationRequestBuilder request =
        new JcaPKCS10CertificationRequestBuilder(
            X500Name.getInstance(old.getSubjectX500Principal().getEncoded()), key.getPublic());
    byte[] names = old.getExtensionValue(Extension.subjectAlternativeName.getId());
    if (names != null) {
      request.addAttribute(
          PKCSObjectIdentifiers.pkcs_9_at_extensionRequest,
          new Extensions(
              new Extension(
                  Extension.subjectAlternativeName,
                  false,
                  ASN1OctetString.getInstance(names).getOctets())));
    }
    try {
      return request
          .build(new JcaContentSignerBuilder("SHA256withRSA").build(key.getPrivate()))
          .getEncoded();
    } catch (IOException | OperatorCreationException e) {
      throw new AssertionError(e);
    }
  }

  /** Renews the certificate that the connection shows. */
  public Answer renew(byte[] csr) {
    return send(
        HttpRequest.newBuilder(
                URI.create(listener + "/.well-known/est/infrastructure/simplereenroll"))
            .timeout(PATIENCE)
            .header("Content-Type", PKCS10)
            .POST(BodyPublishers.ofByteArray(Base64.getMimeEncoder().encode(csr))));
  }

  /** Renews the certificate that a proof (base64) shows to be the asker's. */
  public Answer renew(byte[] csr, String proof) {
    return send(
        HttpRequest.newBuilder(
                URI.create(listener + "/.well-known/est/infrastructure/simplereenroll"))
            .timeout(PATIENCE)
            .header("Content-Type", PKCS10)
            .header("Scepter-Renewal", proof)
            .POST(BodyPublishers.ofByteArray(Base64.getMimeEncoder().encode(csr))));
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
      return new Answer(
          response.statusCode(),
          response.headers().firstValue("Content-Type").orElse(""),
          response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
