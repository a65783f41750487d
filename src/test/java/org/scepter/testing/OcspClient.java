package org.scepter.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.cert.CertException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;

/** Asks the OCSP responder that a certificate names. */
public final class OcspClient {
  private static final String AIA = "1.3.6.1.5.5.7.1.1";
  private static final ASN1ObjectIdentifier OCSP = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.48.1");

  private final TestServer server;
  private final X509Certificate issuer;
  private final X509Certificate root;
  private final HttpClient http;

  private OcspClient(TestServer server, X509Certificate issuer, X509Certificate root) {
    this.server = server;
    this.issuer = issuer;
    this.root = root;
    this.http = server.client();
  }

  /** About certificates of this issuer. */
  public static OcspClient of(TestServer server, X509Certificate issuer, X509Certificate root) {
    return new OcspClient(server, issuer, root);
  }

  /** The address in a certificate's AIA (RFC 5280 §4.2.2.1). */
  public static URI address(X509Certificate certificate) {
    byte[] extension = certificate.getExtensionValue(AIA);
    assertThat(extension).as("authority information access").isNotNull();
    List<URI> found = new ArrayList<>();
    for (AccessDescription each :
        AuthorityInformationAccess.getInstance(ASN1OctetString.getInstance(extension).getOctets())
            .getAccessDescriptions()) {
      if (each.getAccessMethod().equals(OCSP)) {
        found.add(URI.create(each.getAccessLocation().getName().toString()));
      }
    }
    assertThat(found).as("OCSP addresses").hasSize(1);
    return found.get(0);
  }

  /** What {@code openssl ocsp} says of a certificate: it verifies the response, too. */
  public Command.Result openssl(Path directory, X509Certificate certificate, String... options) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "openssl",
                "ocsp",
                "-issuer",
                Chain.pem(directory.resolve("issuer.pem"), List.of(issuer)).toString(),
                "-CAfile",
                Chain.pem(directory.resolve("chain.pem"), List.of(issuer, root)).toString(),
                "-url",
                address(certificate).toString()));
    command.addAll(List.of(options));
    command.addAll(
        List.of(
            "-cert", Chain.pem(directory.resolve("device.pem"), List.of(certificate)).toString()));
    return Command.run(directory, Map.of(), command);
  }

  /** What GnuTLS's {@code ocsptool} says of it. */
  public Command.Result gnutls(Path directory, X509Certificate certificate, String... options) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "ocsptool",
                "--ask=" + address(certificate),
                "--load-issuer",
                Chain.pem(directory.resolve("issuer.pem"), List.of(issuer)).toString(),
                "--load-cert",
                Chain.pem(directory.resolve("device.pem"), List.of(certificate)).toString()));
    command.addAll(List.of(options));
    return Command.run(directory, Map.of(), command);
  }

  /** {@code good}, {@code revoked} or {@code unknown}, in an answer that verifies. */
  public String standing(BigInteger serial) {
    HttpResponse<byte[]> answer = post(OcspRequests.about(issuer, serial));
    assertThat(answer.statusCode()).isEqualTo(200);
    try {
      OCSPResp response = new OCSPResp(answer.body());
      assertThat(response.getStatus()).as("responseStatus").isEqualTo(OCSPResp.SUCCESSFUL);
      BasicOCSPResp basic = (BasicOCSPResp) response.getResponseObject();
      JcaContentVerifierProviderBuilder verifiers = new JcaContentVerifierProviderBuilder();
      X509CertificateHolder responder = basic.getCerts()[0];
      assertThat(responder.isSignatureValid(verifiers.build(issuer))).as("responder").isTrue();
      assertThat(basic.isSignatureValid(verifiers.build(responder))).as("signature").isTrue();
      CertificateStatus status = basic.getResponses()[0].getCertStatus();
      return status == CertificateStatus.GOOD
          ? "good"
          : status instanceof RevokedStatus ? "revoked" : "unknown";
    } catch (IOException
        | OCSPException
        | CertException
        | OperatorCreationException
        | CertificateException e) {
      throw new AssertionError("an OCSP answer that cannot be read", e);
    }
  }

  public HttpResponse<byte[]> post(byte[] request, String... headers) {
    return send(
        HttpRequest.newBuilder(URI.create(server.http() + "/ocsp"))
            .header("Content-Type", "application/ocsp-request")
            .POST(BodyPublishers.ofByteArray(request)),
        headers);
  }

  public HttpResponse<byte[]> get(byte[] request, String... headers) {
    String text =
        URLEncoder.encode(Base64.getEncoder().encodeToString(request), StandardCharsets.US_ASCII);
    return send(HttpRequest.newBuilder(URI.create(server.http() + "/ocsp/" + text)), headers);
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request, String... headers) {
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return http.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
