package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scepter.platform.ScepterHome;
import org.scepter.testing.Eventually;
import org.scepter.testing.OwnServer;
import org.scepter.testing.Policy;
import org.scepter.testing.SiteClient;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.CaCertificates;
import org.scepter.testing.scep.CertRep;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.Signer;
import org.scepter.testing.scep.TestKeys;

/**
 * A server inside and one in front, whose own certificates and RA keys live for minutes: under a
 * small load each of them is renewed, the listeners show the new ones after {@code reload-tls},
 * devices are told of the RA's next keys, and every device gets its certificate.
 */
class RenewingIT {
  private static final Duration PATIENCE = Duration.ofMinutes(6);
  private static final List<String> FRONT =
      List.of("ndes/policy-module.p12", "tls/public.p12", "tls/internal.p12");
  private static final List<String> INSIDE =
      List.of(
          "ndes/policy-module.p12", "crp/authorisation.p12", "tls/public.p12", "tls/internal.p12");

  private static Optional<OwnServer> first = Optional.empty();
  private static Optional<OwnServer> second = Optional.empty();
  private static OwnServer inside;
  private static OwnServer front;
  private static Watched frontKeys;
  private static SiteClient site;
  private static TestServer face;

  @BeforeAll
  static void startServers() {
    assumeTrue(OwnServer.isPossible(), "a WildFly with its database in the home is needed");
    Path top = Path.of("target", "renewing");
    inside =
        OwnServer.prepare(
                top.resolve("inside"),
                "init.root.key-type=rsa-2048",
                "init.backdate=PT0S",
                "init.crp.lifetime=PT15M",
                "init.policy-module.lifetime=PT15M",
                "init.tls.lifetime=PT15M",
                "init.ra.lifetime=PT8M")
            .with("scepter.roles", "crp,site,ca")
            .with("scepter.issuing.key-set-notice", "PT30S");
    first = Optional.of(inside);
    // Due after a minute and a half of a quarter of an hour, so that a slow machine is in time.
    lively(inside, 90).start();
    front = OwnServer.inFront(top.resolve("front"), "front-1", inside);
    second = Optional.of(front);
    frontKeys = new Watched(front, FRONT);
    // Its first certificates are dated back an hour, so of an hour and a quarter a fifth is left.
    face =
        lively(front, 17)
            .with("scepter.inside.check-interval", "PT1S")
            .with("scepter.inside.key-set-interval", "PT1S")
            .start();
    site = inside.handle().site();
  }

  private static OwnServer lively(OwnServer server, int percentLeft) {
    return server
        .with("scepter.renewal.interval", "PT1S")
        .with("scepter.renewal.percent-left", Integer.toString(percentLeft))
        .with("scepter.renewal.signer-overlap", "PT20S")
        .with("scepter.issuing.backdate", "PT0S");
  }

  @AfterAll
  static void stopServers() {
    Stream.of(second, first).flatMap(Optional::stream).forEach(OwnServer::close);
  }

  @Test
  void every_certificate_is_renewed_under_load_and_no_enrolment_fails() throws Exception {
    Watched insideKeys = new Watched(inside, INSIDE);
    AtomicBoolean goesOn = new AtomicBoolean(true);
    AtomicInteger done = new AtomicInteger();
    Set<CaCertificates> told = ConcurrentHashMap.newKeySet();
    CompletableFuture<List<X509Certificate>> load =
        CompletableFuture.supplyAsync(() -> enrolWhile(goesOn, done, told));
    try {
      Eventually.until(
          "new certificates",
          PATIENCE,
          () -> {
            assertThat(load).as("the load").isNotDone();
            boolean isInsideDone = insideKeys.haveAll(3);
            return frontKeys.haveAll(2) && isInsideDone && told.size() >= 2;
          });
      for (OwnServer server : List.of(inside, front)) {
        TestServer handle = server.handle();
        X509Certificate https = handle.shownCertificate(handle.https());
        X509Certificate internal = handle.shownCertificate(handle.internal());

        server.reloadTls();

        assertThat(handle.shownCertificate(handle.https())).isNotEqualTo(https);
        assertThat(handle.shownCertificate(handle.internal())).isNotEqualTo(internal);
      }
      int soFar = done.get();
      Eventually.until(
          "enrolments after all that",
          PATIENCE,
          () -> {
            assertThat(load).as("the load").isNotDone();
            return done.get() >= soFar + 3;
          });
    } finally {
      goesOn.set(false);
    }

    assertThat(load.get(3, TimeUnit.MINUTES)).hasSizeGreaterThanOrEqualTo(5).doesNotContainNull();
    assertThat(pinned(front)).contains(insideKeys.now("crp/authorisation.p12"));
    assertThat(statusOf("tls-internal").getString("renewedBy")).isEqualTo("itself");
  }

  private static JsonObject statusOf(String name) {
    return site
        .get("infrastructure-certificates")
        .expect(200)
        .json()
        .getJsonArray("items")
        .getValuesAs(JsonObject.class)
        .stream()
        .filter(each -> each.getString("name").equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<X509Certificate> pinned(OwnServer server) {
    try (Stream<Path> files = Files.list(server.home().resolve("certmgr.box"))) {
      List<X509Certificate> all = new ArrayList<>();
      for (Path each : files.filter(file -> file.toString().endsWith(".cer")).toList()) {
        all.add(CaCertificates.certificate(Files.readAllBytes(each)));
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<X509Certificate> enrolWhile(
      AtomicBoolean goesOn, AtomicInteger done, Set<CaCertificates> told) {
    List<X509Certificate> certificates = new ArrayList<>();
    while (goesOn.get()) {
      CaCertificates ca = face.scep().caCertificates();
      certificates.add(enrolled(site.deployedDevice().checkIn(), TestKeys.rsa(), ca));
      told.add(ca);
      done.incrementAndGet();
    }
    return certificates;
  }

  /** As a device does: the same message until there is an answer, and a poll while it waits. */
  private static X509Certificate enrolled(Policy policy, KeyPair key, CaCertificates ca) {
    PkiMessage message =
        PkiMessage.pkcsReq(
            policy.csr(key), ca.encryption(), Signer.selfSigned(key, policy.subject()));
    X509Certificate issuer = ca.intermediates().get(0);
    return Eventually.get(
        "a certificate",
        PATIENCE,
        () -> {
          CertRep answer = answered(message, ca);
          if (answer.status() == CertRep.PENDING) {
            answer = answered(PkiMessage.certPoll(message, issuer), ca);
          }
          assertThat(answer.status()).as("a wrong refusal").isNotEqualTo(CertRep.FAILURE);
          return answer.isSuccess() ? Optional.of(answer.certificate()) : Optional.empty();
        });
  }

  private static CertRep answered(PkiMessage message, CaCertificates ca) {
    byte[] encoded = message.encoded();
    return Eventually.get(
        "an answer",
        PATIENCE,
        () -> {
          HttpResponse<byte[]> response = face.scep().postRaw(encoded);
          assertThat(response.statusCode()).isIn(200, 503);
          return response.statusCode() == 200
              ? Optional.of(CertRep.open(response.body(), message, ca.signing()))
              : Optional.empty();
        });
  }

  /** Keys of a home, and which certificates each has had so far. */
  private static final class Watched {
    private final ScepterHome home;
    private final Map<String, FileTime> looked = new HashMap<>();
    private final Map<String, Set<X509Certificate>> seen = new HashMap<>();
    private final Map<String, X509Certificate> now = new HashMap<>();

    Watched(OwnServer server, List<String> files) {
      this.home = ScepterHome.open(server.home());
      for (String file : files) {
        seen.put(file, new HashSet<>());
        look(file);
      }
    }

    boolean haveAll(int count) {
      boolean all = true;
      for (String file : seen.keySet()) {
        look(file);
        all &= seen.get(file).size() >= count;
      }
      return all;
    }

    X509Certificate now(String file) {
      look(file);
      return now.get(file);
    }

    private void look(String file) {
      try {
        FileTime written = Files.getLastModifiedTime(home.resolve(file));
        if (!written.equals(looked.put(file, written))) {
          X509Certificate certificate = home.key(file).certificate();
          now.put(file, certificate);
          seen.get(file).add(certificate);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
