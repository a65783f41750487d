package org.scepter.testing;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.scepter.testing.scep.Csr;
import org.scepter.testing.scep.PkiMessage;

/** Calls the registration point as a policy module does. */
public record RegistrationPoint(URI listener, HttpClient http) {
  private static final String ENDPOINT = "mscep";

  /** As the policy module that {@code scepter init} registered. */
  public static RegistrationPoint of(TestServer server) {
    return at(server, server.internal());
  }

  /** The same at another listener. */
  public static RegistrationPoint at(TestServer server, URI listener) {
    return new RegistrationPoint(listener, server.client(identity(server)));
  }

  /** The policy module's own client certificate. */
  public static Tls identity(TestServer server) {
    return Tls.trusting(server.roots())
        .showing(server.home().resolve("ndes/policy-module.p12"), server.keyStorePassword());
  }

  public JsonAnswer verify(Policy policy, Csr csr, PkiMessage message) {
    return verify(policy.json().getString("templateName"), csr, message);
  }

  public JsonAnswer verify(String template, Csr csr, PkiMessage message) {
    return verify(question(template, csr.der(), message, message.encoded()).build());
  }

  /** Asks a question as it stands. */
  public JsonAnswer verify(JsonObject question) {
    return call("Certificate/VerifyRequest", question);
  }

  /**
   * The fields of a question, to be varied.
   *
   * @param sent what {@code message} was encoded as
   */
  public static JsonObjectBuilder question(
      String template, byte[] request, PkiMessage message, byte[] sent) {
    return Json.createObjectBuilder()
        .add("endpoint", ENDPOINT)
        .add("transactionId", message.transactionId())
        .add("template", template)
        .add("request", Base64.getEncoder().encodeToString(request))
        .add("message", Base64.getEncoder().encodeToString(sent));
  }

  /** Tells how an enrolment ended. */
  public JsonAnswer notifyOf(String disposition, byte[] id, PkiMessage message) {
    return call("Certificate/Notify", notice(disposition, id, message).build());
  }

  /** Tells how an enrolment ended, with the certificate. */
  public JsonAnswer notifyOf(
      String disposition, byte[] id, PkiMessage message, X509Certificate certificate) {
    try {
      return call(
          "Certificate/Notify",
          notice(disposition, id, message)
              .add("certificate", Base64.getEncoder().encodeToString(certificate.getEncoded()))
              .build());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonObjectBuilder notice(String disposition, byte[] id, PkiMessage message) {
    return Json.createObjectBuilder()
        .add("id", HexFormat.of().formatHex(id))
        .add("endpoint", ENDPOINT)
        .add("transactionId", message.transactionId())
        .add("disposition", disposition);
  }

  /** The enrolment's id inside the signed authorisation. */
  public static byte[] idIn(JsonObject answer) {
    try {
      byte[] document =
          (byte[])
              new CMSSignedData(Base64.getDecoder().decode(answer.getString("authorisation")))
                  .getSignedContent()
                  .getContent();
      return ASN1OctetString.getInstance(ASN1Sequence.getInstance(document).getObjectAt(1))
          .getOctets();
    } catch (CMSException e) {
      throw new AssertionError(e);
    }
  }

  public JsonAnswer call(String path, JsonObject body) {
    return send(
        HttpRequest.newBuilder(URI.create(listener + "/CMCertificateRegistration/" + path))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/json")
            .header("User-Agent", "NDES_Plugin")
            .POST(BodyPublishers.ofString(body.toString()))
            .build());
  }

  /** The RA's key sets that are sealed to this caller. */
  public JsonAnswer keySets() {
    return get("/node/ra/key-sets");
  }

  /** What a node may read at the listener. */
  public JsonAnswer get(String path) {
    return send(HttpRequest.newBuilder(URI.create(listener + path)).build());
  }

  private JsonAnswer send(HttpRequest request) {
    try {
      return JsonAnswer.of(http.send(request, BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
