package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.scepter.testing.Command;
import org.scepter.testing.Enrolment;
import org.scepter.testing.Eventually;
import org.scepter.testing.Halt;
import org.scepter.testing.OcspClient;
import org.scepter.testing.OcspRequests;
import org.scepter.testing.OwnServer;
import org.scepter.testing.PublishedCrl;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.CaCertificates;
import org.scepter.testing.scep.CertRep;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.ScepClient;
import org.scepter.testing.scep.Signer;

/** The CAs' keys cannot be used for a while: what becomes of CRLs meanwhile. */
class LostKeyIT {
  // Longest response that says nothing.
  private static final int TRY_LATER = 5;

  private static HttpResponse<byte[]> get(TestServer server, String path) {
    try {
      return server
          .client()
          .send(
              HttpRequest.newBuilder(URI.create(server.http() + path)).build(),
              BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void requireNone(TestServer server) {
    for (String each : List.of("root.crl", "issuing.crl", "issuing-delta.crl")) {
      HttpResponse<byte[]> none = get(server, "/crl/" + each);
      assertThat(none.statusCode()).as(each).isEqualTo(503);
      assertThat(none.headers().firstValue("Retry-After")).contains("60");
    }
  }

  @Test
  void the_last_crl_serves_and_where_there_is_none_the_answer_is_503() throws IOException {
    assumeTrue(OwnServer.isPossible(), "only a WildFly is started here");
    Path directory = Path.of("target", "lost-key-server").toAbsolutePath();
    Halt halt = new Halt(directory.resolve("halt"));
    try (OwnServer own = OwnServer.prepare(directory).withAgent(halt.agent())) {
      halt.whereCaKeysSignWrongly();
      halt.arm();
      // As in a home from before there were responders.
      Files.delete(directory.resolve("home/ocsp/issuing.p12"));
      TestServer server = own.start();
      requireNone(server);
      halt.disarm();
      Eventually.until(
          "each CA's CRL is signed",
          Duration.ofSeconds(60),
          () ->
              get(server, "/crl/issuing-delta.crl").statusCode() == 200
                  && get(server, "/crl/root.crl").statusCode() == 200);
      Enrolment enrolment = server.site().deployedDevice().enrol();
      Eventually.until(
          "the responder's key is certified",
          Duration.ofSeconds(60),
          () -> isAnswered(server, enrolment));
      byte[] last = get(server, "/crl/issuing.crl").body();
      byte[] delta = get(server, "/crl/issuing-delta.crl").body();

      halt.arm();
      server
          .site()
          .post(
              "certificates/" + enrolment.serialHex() + "/revoke",
              Json.createObjectBuilder().add("reason", "keyCompromise").build())
          .expect(204);
      requireLast(own, enrolment, last);
      requireToldByOcsp(server, enrolment);
      assertThat(get(server, "/crl/issuing-delta.crl").body()).isEqualTo(delta);

      halt.disarm();
      Eventually.until(
          "the CRL names the certificate",
          Duration.ofSeconds(60),
          () ->
              PublishedCrl.of(server, enrolment.certificate())
                  .crl()
                  .isRevoked(enrolment.certificate()));
      assertThat(get(server, "/crl/issuing-delta.crl").body()).isNotEqualTo(delta);
    }
  }

  /** The responder's key is another one, and has been certified since. */
  private static void requireToldByOcsp(TestServer server, Enrolment enrolment) throws IOException {
    CaCertificates ca = server.scep().caCertificates();
    OcspClient ocsp = OcspClient.of(server, ca.intermediates().get(0), ca.root());
    Command.Result said =
        ocsp.openssl(Files.createTempDirectory(Path.of("target"), "ocsp"), enrolment.certificate());
    assertThat(said.err()).as(said.text()).contains("Response verify OK");
    assertThat(said.text()).contains(": revoked");
  }

  private static boolean isAnswered(TestServer server, Enrolment enrolment) {
    X509Certificate issuer = server.scep().caCertificates().intermediates().get(0);
    byte[] request = OcspRequests.about(issuer, enrolment.certificate().getSerialNumber());
    return OcspClient.of(server, issuer, issuer).post(request).body().length > TRY_LATER;
  }

  private static void requireLast(OwnServer own, Enrolment enrolment, byte[] last) {
    TestServer server = own.handle();
    Eventually.until(
        "a new CRL is due and cannot be signed",
        Duration.ofSeconds(60),
        () -> {
          assertThat(get(server, "/crl/issuing.crl").body()).isEqualTo(last);
          // Once for each CA at start, and once now.
          return told(own, " is due and its key cannot be used") >= 3;
        });
    assertThat(get(server, "/crl/issuing.crl").body()).isEqualTo(last);
    assertThat(told(own, " is due and its key cannot be used")).isEqualTo(3);

    ScepClient scep = server.scep();
    CertRep answer =
        scep.post(
            PkiMessage.getCrl(
                enrolment.certificate(),
                scep.caCertificates().encryption(),
                new Signer(enrolment.key().getPrivate(), enrolment.certificate())));
    assertThat(answer.revocationLists())
        .singleElement()
        .satisfies(crl -> assertThat(crl.getEncoded()).isEqualTo(last));
  }

  private static long told(OwnServer own, String words) {
    try (Stream<String> lines = Files.lines(own.log())) {
      return lines.filter(line -> line.contains(words)).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
