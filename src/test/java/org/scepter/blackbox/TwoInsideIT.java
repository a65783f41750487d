package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scepter.testing.Device;
import org.scepter.testing.Eventually;
import org.scepter.testing.OnServer;
import org.scepter.testing.OwnServer;
import org.scepter.testing.Policy;
import org.scepter.testing.ScepProfile;
import org.scepter.testing.SiteClient;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.CaCertificates;
import org.scepter.testing.scep.CertRep;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.TestKeys;

/**
 * Two servers inside on one database, two in front, each of which knows both: whichever of the
 * inside is killed, devices get their one certificate.
 */
@OnServer
class TwoInsideIT {
  private static final int DEVICES = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static Optional<OwnServer> firstInside = Optional.empty();
  private static Optional<OwnServer> secondInside = Optional.empty();
  private static List<OwnServer> fronts = List.of();
  private static List<TestServer> faces = List.of();
  private static SiteClient site;
  private static CaCertificates ca;

  @BeforeAll
  static void startServers() {
    assumeTrue(OwnServer.canShareItsDatabase(), "a database outside the homes is needed");
    Path top = Path.of("target", "two-inside");
    OwnServer one = OwnServer.besideTheTestServer(top.resolve("inside-1"));
    OwnServer two = OwnServer.besideTheTestServer(top.resolve("inside-2"));
    firstInside = Optional.of(one);
    secondInside = Optional.of(two);
    one.start();
    two.start();
    fronts =
        List.of(
            OwnServer.inFront(top.resolve("front-1"), "front-1", one, two),
            OwnServer.inFront(top.resolve("front-2"), "front-2", two, one));
    faces =
        fronts.stream()
            .map(front -> front.with("scepter.inside.check-interval", "PT1S").start())
            .toList();
    site = TestServer.running().site();
    ca = faces.get(0).scep().caCertificates();
  }

  @AfterAll
  static void stopServers() {
    Stream.concat(fronts.stream(), Stream.of(firstInside, secondInside).flatMap(Optional::stream))
        .forEach(OwnServer::close);
  }

  @Test
  void one_challenge_at_both_fronts_and_both_insides_gives_one_certificate() {
    for (int i = 0; i < 5; i++) {
      Device device = site.deployedDevice();
      Policy policy = device.checkIn();
      List<PkiMessage> rivals = new ArrayList<>();
      for (TestServer face : faces) {
        rivals.add(policy.message(face, TestKeys.rsa()));
        rivals.add(policy.message(face, TestKeys.rsa()));
      }
      AtomicInteger turn = new AtomicInteger();
      List<CompletableFuture<CertRep>> answers =
          rivals.stream()
              .map(
                  message ->
                      CompletableFuture.supplyAsync(
                          () -> faces.get(turn.getAndIncrement() % 2).scep().post(message)))
              .toList();

      assertThat(answers.stream().map(CompletableFuture::join).filter(CertRep::isSuccess))
          .hasSize(1);
      assertThat(site.certificates(device.name())).hasSize(1);
    }
  }

  @Test
  void the_same_message_gets_the_same_certificate_at_both_fronts() {
    Policy policy = site.deployedDevice().checkIn();
    PkiMessage message = policy.message(faces.get(0), TestKeys.rsa());
    byte[] encoded = message.encoded();

    assertThat(faces.get(1).scep().post(message, encoded).certificate())
        .isEqualTo(faces.get(0).scep().post(message, encoded).certificate());
  }

  @Test
  void a_template_that_is_withdrawn_on_a_third_server_is_so_on_both_within_seconds() {
    ScepProfile profile =
        site.profile(
            site.profileJson()
                .add("templateName", "Changing")
                .add("endpoint", "templates")
                .build());
    List<Policy> policies =
        Stream.generate(() -> profile.deployedDevice().checkIn()).limit(16).toList();
    AtomicInteger next = new AtomicInteger();
    site.post("templates/Changing/withdraw").expect(200);
    try {
      for (TestServer face : faces) {
        Eventually.until(
            "a refusal",
            Duration.ofSeconds(5),
            () -> {
              PkiMessage message =
                  policies.get(next.getAndIncrement()).message(face, TestKeys.rsa());
              return face.scep(face.https(), "/scep/templates").post(message).status()
                  == CertRep.FAILURE;
            });
      }
    } finally {
      site.post("templates/Changing/publish").expect(200);
    }
    Policy last = policies.get(next.get());
    assertThat(
            faces
                .get(0)
                .scep(faces.get(0).https(), "/scep/templates")
                .post(last.message(faces.get(0), TestKeys.rsa()))
                .isSuccess())
        .isTrue();
  }

  @Test
  void killing_either_inside_under_load_loses_nothing_and_refuses_nobody() throws Exception {
    List<Device> devices = new ArrayList<>();
    List<Policy> policies = new ArrayList<>();
    for (int i = 0; i < DEVICES; i++) {
      Device device = site.deployedDevice();
      devices.add(device);
      policies.add(device.checkIn());
    }
    AtomicInteger done = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<CompletableFuture<X509Certificate>> certificates = new ArrayList<>();
    for (int i = 0; i < DEVICES; i++) {
      Policy policy = policies.get(i);
      TestServer face = faces.get(i % 2);
      certificates.add(
          CompletableFuture.supplyAsync(() -> persistently(policy, face), threads)
              .whenComplete((any, fault) -> done.incrementAndGet()));
    }
    killWhen(firstInside.orElseThrow(), done, DEVICES / 5);
    firstInside.orElseThrow().start();
    killWhen(secondInside.orElseThrow(), done, DEVICES / 2);
    for (CompletableFuture<X509Certificate> each : certificates) {
      assertThat(each.get(10, TimeUnit.MINUTES)).isNotNull();
    }
    threads.shutdown();
    secondInside.orElseThrow().start();

    for (Device device : devices) {
      assertThat(site.certificates(device.name())).as(device.name()).hasSize(1);
    }
  }

  private static void killWhen(OwnServer server, AtomicInteger done, int count) {
    Eventually.until(count + " certificates", PATIENCE, () -> done.get() >= count);
    server.kill();
  }

  /** As a device does: the same message until there is an answer, and a poll while it waits. */
  private static X509Certificate persistently(Policy policy, TestServer face) {
    KeyPair key = TestKeys.rsa();
    PkiMessage message = policy.message(face, key);
    X509Certificate issuer = ca.intermediates().get(0);
    return Eventually.get(
        "a certificate",
        PATIENCE,
        () -> {
          CertRep answer = answered(face, message);
          if (answer.status() == CertRep.PENDING) {
            answer = answered(face, PkiMessage.certPoll(message, issuer));
          }
          assertThat(answer.status()).as("a wrong refusal").isNotEqualTo(CertRep.FAILURE);
          return answer.isSuccess() ? Optional.of(answer.certificate()) : Optional.empty();
        });
  }

  private static CertRep answered(TestServer face, PkiMessage message) {
    byte[] encoded = message.encoded();
    return Eventually.get(
        "an answer",
        PATIENCE,
        () -> {
          try {
            HttpResponse<byte[]> response = face.scep().postRaw(encoded);
            assertThat(response.statusCode()).isIn(200, 503);
            return response.statusCode() == 200
                ? Optional.of(CertRep.open(response.body(), message, ca.signing()))
                : Optional.empty();
          } catch (UncheckedIOException e) {
            return Optional.empty();
          }
        });
  }
}
