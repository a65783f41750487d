package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.scepter.testing.Command;
import org.scepter.testing.Eventually;
import org.scepter.testing.OwnServer;
import org.scepter.testing.Policy;
import org.scepter.testing.TestServer;
import org.scepter.testing.Tls;
import org.scepter.testing.scep.CaCertificates;
import org.scepter.testing.scep.CertRep;
import org.scepter.testing.scep.PkiMessage;
import org.scepter.testing.scep.Signer;
import org.scepter.testing.scep.TestKeys;

/** A machine in front becomes a node with a token that counts once. */
@TestMethodOrder(OrderAnnotation.class)
class JoiningIT {
  private static final Path TOP = Path.of("target", "joining").toAbsolutePath();
  @TempDir private static Path homes;
  private static Optional<OwnServer> insideServer = Optional.empty();
  private static Optional<OwnServer> frontServer = Optional.empty();
  private static OwnServer within;
  private static TestServer inside;

  @BeforeAll
  static void startInside() {
    assumeTrue(OwnServer.isPossible(), "only WildFly servers are started and stopped here");
    within = OwnServer.inside(TOP.resolve("inside"));
    insideServer = Optional.of(within);
    inside = within.start();
  }

  @AfterAll
  static void stopServers() {
    Stream.of(frontServer, insideServer).flatMap(Optional::stream).forEach(OwnServer::close);
  }

  private static Path added(String name, String... more) {
    Path bundle = TOP.resolve(name + "-" + System.nanoTime() + ".bundle");
    List<String> options =
        new ArrayList<>(
            List.of(
                "add",
                name,
                "--home",
                inside.home().toString(),
                "--url",
                inside.internal().toString(),
                "--to",
                bundle.toString()));
    options.addAll(List.of(more));
    OwnServer.scepter("node", options).expectSuccess();
    return bundle;
  }

  private static Command.Result join(Path bundle, Path home) {
    return OwnServer.scepter("node", List.of("join", bundle.toString(), "--home", home.toString()));
  }

  private static String token(Path bundle) throws IOException {
    return Files.readAllLines(bundle).stream()
        .filter(line -> line.startsWith("token="))
        .map(line -> line.substring("token=".length()))
        .findFirst()
        .orElseThrow();
  }

  private static List<JsonObject> audit(String action) {
    return inside.site().items("audit?action=" + action);
  }

  @Test
  @Order(1)
  void a_node_joins_and_a_device_enrols_through_it() throws IOException {
    OwnServer server = OwnServer.inFront(TOP.resolve("front"), "front", within);
    frontServer = Optional.of(server);
    TestServer front =
        server
            .with("scepter.inside.key-set-interval", "PT1S")
            .with("scepter.inside.check-interval", "PT1S")
            .start();
    Policy policy = inside.site().deployedDevice().checkIn();

    assertThat(front.scep().post(policy.message(front, TestKeys.rsa())).isSuccess()).isTrue();

    assertThat(audit("node.expect"))
        .anySatisfy(entry -> assertThat(entry.getString("object")).isEqualTo("node:front"));
    assertThat(audit("node.join"))
        .anySatisfy(
            entry -> {
              assertThat(entry.getString("object")).isEqualTo("node:front");
              assertThat(entry.getString("outcome")).isEqualTo("DONE");
            });
    assertThat(audit("challenge.verify"))
        .anySatisfy(entry -> assertThat(entry.getString("actor")).isEqualTo("node:front"));
  }

  private static void nextKeySet(Instant at, int status) {
    inside
        .site()
        .post("ra-key-sets", Json.createObjectBuilder().add("activeFrom", at.toString()).build())
        .expect(status);
  }

  private static CertRep sent(TestServer front, CaCertificates ra) {
    Policy policy = inside.site().deployedDevice().checkIn();
    KeyPair key = TestKeys.rsa();
    PkiMessage message =
        PkiMessage.pkcsReq(
            policy.csr(key), ra.encryption(), Signer.selfSigned(key, policy.subject()));
    return CertRep.open(front.scep().postRaw(message.encoded()).body(), message, ra.signing());
  }

  private static boolean hasKeySet(Path home, int number) {
    return Files.exists(home.resolve("ra/signing-" + number + ".p12"));
  }

  @Test
  @Order(2)
  void the_ras_next_key_set_comes_to_the_node_and_old_certificates_get_through() {
    TestServer front = frontServer.orElseThrow().handle();
    CaCertificates old = front.scep().caCertificates();
    Instant activeFrom = Instant.now().plusSeconds(30).truncatedTo(ChronoUnit.SECONDS);
    nextKeySet(activeFrom, 201);
    nextKeySet(activeFrom.plusSeconds(60), 409);

    Eventually.until(
        "the set is fetched", Duration.ofSeconds(25), () -> hasKeySet(front.home(), 2));
    assertThat(Instant.now()).as("before its time").isBefore(activeFrom);
    assertThat(front.scep().caCertificates().signing()).isEqualTo(old.signing());

    Eventually.until(
        "the set is told of",
        Duration.ofSeconds(60),
        () -> !front.scep().caCertificates().signing().equals(old.signing()));
    assertThat(Instant.now()).isAfterOrEqualTo(activeFrom);
    assertThat(sent(front, front.scep().caCertificates()).isSuccess()).isTrue();
    assertThat(sent(front, old).isSuccess()).as("a device that kept what it knew").isTrue();
    assertThat(audit("ra.keys.hand-out"))
        .anySatisfy(
            entry -> {
              assertThat(entry.getString("actor")).isEqualTo("node:front");
              assertThat(entry.getString("object")).isEqualTo("ra-key-set:2");
            });
  }

  @Test
  @Order(6)
  void a_node_that_is_ended_gets_no_next_set() {
    OwnServer server = frontServer.orElseThrow();
    inside
        .site()
        .post(
            "nodes/" + registrations("front").get(0).getString("sha256") + "/end",
            Json.createObjectBuilder().add("reason", "sold").build())
        .expect(204);
    nextKeySet(Instant.now().plusSeconds(2), 201);

    // The one before it was there within a second or two.
    Eventually.until(
        "the front is told why",
        Duration.ofSeconds(30),
        () ->
            logged(server)
                .lines()
                .anyMatch(line -> line.contains("not fetched") && line.contains("403")));
    assertThat(hasKeySet(inside.home(), 3)).isTrue();
    assertThat(hasKeySet(server.home(), 3)).isFalse();
  }

  @Test
  @Order(3)
  void a_token_that_was_used_lets_nobody_in_and_raises_the_alarm() throws IOException {
    Path bundle = added("once");
    join(bundle, homes.resolve("once-home")).expectSuccess();
    long before = audit("node.register").size();

    Command.Result again = join(bundle, homes.resolve("second-home"));

    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.err()).contains("A node has joined with this token already.");
    assertThat(homes.resolve("second-home/scepter-home.properties")).doesNotExist();
    assertThat(audit("node.register")).hasSize((int) before);
    assertThat(audit("node.join"))
        .anySatisfy(
            entry -> {
              assertThat(entry.getString("outcome")).isEqualTo("ALARM");
              assertThat(entry.getString("reason")).isEqualTo("TokenSpent");
            });
  }

  @Test
  @Order(2)
  void a_token_that_was_withdrawn_lets_nobody_in() {
    Path bundle = added("late");
    assertThat(
            inside.site().get("expected-nodes").expect(200).json().getJsonArray("items").toString())
        .contains("\"late\"");
    inside.site().delete("expected-nodes/late").expect(204);

    Command.Result late = join(bundle, homes.resolve("late-home"));

    assertThat(late.exit()).isEqualTo(1);
    assertThat(late.err()).contains("has expired or was withdrawn");
    inside.site().delete("expected-nodes/late").expect(404);
  }

  @Test
  @Order(2)
  void the_api_expects_a_node_as_well_and_shows_its_bundle_once() throws IOException {
    JsonObject answer =
        inside
            .site()
            .post(
                "expected-nodes",
                Json.createObjectBuilder()
                    .add("name", "by-api")
                    .add("lifetime", "PT10M")
                    .add("publicUrl", "https://by-api.example")
                    .add("endpoints", Json.createArrayBuilder().add("mscep"))
                    .add("urls", Json.createArrayBuilder().add(inside.internal().toString()))
                    .build())
            .expect(201)
            .json();
    Path bundle = Files.writeString(TOP.resolve("by-api.bundle"), answer.getString("bundle"));

    join(bundle, homes.resolve("by-api-home")).expectSuccess();

    assertThat(
            inside.site().get("nodes").expect(200).json().getJsonArray("servers").stream()
                .map(each -> each.asJsonObject()))
        .anySatisfy(
            each -> {
              assertThat(each.getString("name")).isEqualTo("by-api");
              assertThat(each.getString("publicUrl")).isEqualTo("https://by-api.example");
              assertThat(each.getJsonArray("endpoints").getString(0)).isEqualTo("mscep");
            });
    assertThat(inside.site().get("expected-nodes").expect(200).json().toString())
        .doesNotContain("by-api");
    inside
        .site()
        .post(
            "expected-nodes",
            Json.createObjectBuilder()
                .add("name", "Not/ok")
                .add("lifetime", "P1Y")
                .add("endpoints", Json.createArrayBuilder().add("nowhere"))
                .build())
        .expect(422);
  }

  @Test
  @Order(2)
  void who_joins_under_a_name_takes_its_place() {
    Path lost = added("twice");
    join(added("twice"), homes.resolve("twice-1")).expectSuccess();
    assertThat(join(lost, homes.resolve("twice-0")).err()).contains("has expired or was withdrawn");
    join(added("twice"), homes.resolve("twice-2")).expectSuccess();

    assertThat(registrations("twice").stream().map(each -> each.getBoolean("ended")))
        .containsExactlyInAnyOrder(true, false);
  }

  private static List<JsonObject> registrations(String name) {
    return inside.site().get("nodes").expect(200).json().getJsonArray("registrations").stream()
        .map(each -> each.asJsonObject())
        .filter(each -> each.getString("name").equals(name))
        .toList();
  }

  @Test
  @Order(3)
  void a_live_token_opens_nothing_but_the_joining() throws Exception {
    String header = "Bearer " + token(added("nosy"));
    HttpClient nobody = inside.client(Tls.trusting(inside.roots()));
    for (String path :
        List.of(
            "/CMCertificateRegistration/health",
            "/CMCertificateRegistration/Certificate/VerifyRequest",
            "/.well-known/est/ScepterDevice/cacerts",
            "/node/ca/generations",
            "/health",
            "/metrics")) {
      for (String method : List.of("GET", "POST")) {
        HttpRequest request =
            HttpRequest.newBuilder(URI.create(inside.internal() + path))
                .method(method, BodyPublishers.noBody())
                .header("Authorization", header)
                .build();
        assertThat(nobody.send(request, BodyHandlers.discarding()).statusCode())
            .as(method + " " + path)
            .isIn(403, 405);
      }
    }
    for (URI listener : List.of(inside.http(), inside.https())) {
      assertThat(post(nobody, listener, header, "").statusCode()).as("" + listener).isEqualTo(403);
    }
  }

  @Test
  @Order(3)
  void a_request_that_cannot_be_taken_leaves_the_token_as_it_was() throws Exception {
    Path bundle = added("clumsy");
    HttpClient nobody = inside.client(Tls.trusting(inside.roots()));
    String header = "Bearer " + token(bundle);

    assertThat(post(nobody, inside.internal(), header, "nothing").statusCode()).isEqualTo(400);
    assertThat(post(nobody, inside.internal(), header, "a".repeat(70_000)).statusCode())
        .isEqualTo(413);

    join(bundle, homes.resolve("clumsy-home")).expectSuccess();
  }

  @Test
  @Order(4)
  void who_fails_too_often_is_not_listened_to() throws Exception {
    HttpClient nobody = inside.client(Tls.trusting(inside.roots()));
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 14; i++) {
      String header = "Bearer " + "%064x".formatted(i);
      statuses.add(post(nobody, inside.internal(), header, "").statusCode());
    }

    assertThat(statuses).startsWith(403).endsWith(429, 429).containsOnly(403, 429);
    assertThat(audit("node.join"))
        .anySatisfy(
            entry -> {
              assertThat(entry.getString("outcome")).isEqualTo("REFUSED");
              assertThat(entry.getString("reason")).isEqualTo("TokenUnknown");
            });
  }

  private static HttpResponse<String> post(
      HttpClient client, URI listener, String authorisation, String body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(listener + "/join/node"))
            .header("Authorization", authorisation)
            .header("Content-Type", "text/plain")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static String logged(OwnServer server) {
    try {
      return Files.readString(server.log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @Order(9)
  void no_token_and_no_key_is_in_a_log_or_the_database() throws IOException {
    insideServer.orElseThrow().stop();
    List<String> secrets = new ArrayList<>();
    try (Stream<Path> bundles = Files.list(TOP)) {
      for (Path each : bundles.filter(it -> it.toString().endsWith(".bundle")).toList()) {
        secrets.add(token(each));
      }
    }
    assertThat(secrets).hasSizeGreaterThan(4);
    List<Path> places = new ArrayList<>(List.of(inside.home().resolve("db")));
    places.add(inside.home().resolve("logs"));
    places.add(inside.home().resolve("nodes"));
    places.add(within.log().getParent());
    for (Path place : places) {
      try (Stream<Path> files = Files.walk(place)) {
        for (Path each : files.filter(Files::isRegularFile).toList()) {
          String text = new String(Files.readAllBytes(each), StandardCharsets.ISO_8859_1);
          for (String secret : secrets) {
            assertThat(text.contains(secret)).as("a token in " + each).isFalse();
          }
          assertThat(text).as("" + each).doesNotContain("PRIVATE KEY");
        }
      }
    }
  }
}
