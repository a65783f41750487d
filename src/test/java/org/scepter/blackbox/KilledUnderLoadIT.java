package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.scepter.testing.Eventually;
import org.scepter.testing.Halt;
import org.scepter.testing.OcspClient;
import org.scepter.testing.OwnDatabases;
import org.scepter.testing.OwnServer;
import org.scepter.testing.PublishedCrl;
import org.scepter.testing.TestServer;
import org.scepter.testing.load.Attempt;
import org.scepter.testing.load.Burst;
import org.scepter.testing.load.CrlWatch;
import org.scepter.testing.load.Fleet;
import org.scepter.testing.load.Revoker;
import org.scepter.testing.scep.CaCertificates;
import org.scepter.testing.scep.Digest;

/**
 * A server is killed at random points while many enrol and certificates are revoked, again and
 * again on the same data. On demand: {@code -Dscepter.kills=20} for as many; {@code
 * -Dscepter.kills.seed} repeats the points. {@link CrashIT} has the points one by one.
 */
@EnabledIfSystemProperty(named = "scepter.kills", matches = "[0-9]+")
class KilledUnderLoadIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int KILLS = Integer.getInteger("scepter.kills", 20);
  private static final int AT_ONCE = 8;
  private static final int MOST_ANSWERS = 24;
  private static final int READY = MOST_ANSWERS + 2 * AT_ONCE;
  private static final long LONGEST_PAUSE = Duration.ofMillis(40).toNanos();

  private final long seed =
      Long.getLong("scepter.kills.seed", ThreadLocalRandom.current().nextLong());
  private final Random random = new Random(seed);
  private final Queue<Attempt> ready = new ConcurrentLinkedQueue<>();
  // Every certificate that a client received, by its subject.
  private final Map<String, X509Certificate> received = new TreeMap<>();
  private final Map<String, Integer> cutOff = new TreeMap<>();
  private OwnServer own;
  private Halt halt;
  private OcspClient ocsp;
  private Revoker revoker;

  @BeforeEach
  void startServer() throws Exception {
    assumeTrue(OwnDatabases.arePossible(), "only a WildFly is started and killed here");
    Path directory = Path.of("target", "killed-server").toAbsolutePath();
    own = OwnDatabases.anew(OwnServer.prepare(directory));
    halt = new Halt(directory.resolve("halt"));
    own.withAgent(halt.agent());
    halt.nowhere();
    TestServer server = own.start();
    revoker = new Revoker(server);
  }

  @AfterEach
  void endServer() {
    if (own != null) {
      own.close();
    }
  }

  @Test
  void killed_at_random_points_under_load_it_comes_back_and_owes_nobody_anything()
      throws Exception {
    System.out.println("kills " + KILLS + ", seed " + seed);
    TestServer server = own.handle();
    Fleet fleet = new Fleet(server);
    receiveOne(fleet, server);
    try (CrlWatch watch = watch(server)) {
      for (int kill = 1; kill <= KILLS; kill++) {
        ready.addAll(fleet.ready(READY - ready.size()));
        List<Attempt> unanswered = killUnderLoad(server);
        own.start();
        requireNothingHalf(server, unanswered);
        unanswered.forEach(each -> receive(each, each.repeat(server.scep())));
        unanswered.forEach(each -> receive(each, each.askAnew(server.scep())));
        requireRecords(server);
        requireStandings(server);
        watch.requireNoFault();
        System.out.println("killed " + kill + " times: " + figures(watch));
      }
    }
    assertThat(cutOff.values()).as("requests that a kill cut off").isNotEmpty();
    requireIssuedOnceEach(server);
  }

  private String figures(CrlWatch watch) {
    return "%d certificates received; requests cut off, by what stood in the CA's book: %s; %d revoked; %d CRLs seen"
        .formatted(received.size(), cutOff, revoker.count(), watch.numbers());
  }

  private void receiveOne(Fleet fleet, TestServer server) {
    Attempt first = fleet.ready(1).get(0);
    receive(first, first.repeat(server.scep()));
    CaCertificates ca = server.scep().caCertificates();
    ocsp = OcspClient.of(server, ca.issuerOf(anyReceived()), ca.root());
  }

  private X509Certificate anyReceived() {
    return received.values().iterator().next();
  }

  private CrlWatch watch(TestServer server) {
    X509Certificate any = anyReceived();
    return CrlWatch.begin(
        server, PublishedCrl.address(any), PublishedCrl.of(server, any).deltaAddress());
  }

  private void receive(Attempt attempt, X509Certificate certificate) {
    X509Certificate before = received.put(attempt.subject(), certificate);
    assertThat(before == null ? certificate : before)
        .as("the one certificate of %s", attempt.subject())
        .isEqualTo(certificate);
  }

  /** Kills after a random number of answers and a random moment more. */
  private List<Attempt> killUnderLoad(TestServer server) throws InterruptedException {
    List<X509Certificate> good =
        received.values().stream()
            .filter(each -> !revoker.hasRevoked(each))
            .collect(Collectors.toList());
    Collections.shuffle(good, random);
    int answers = 1 + random.nextInt(MOST_ANSWERS);
    long pause = (long) (random.nextDouble() * LONGEST_PAUSE);
    Burst burst = Burst.begin(server, ready, AT_ONCE);
    Thread revocations = revoker.begin(good);
    burst.awaitAnswers(answers);
    LockSupport.parkNanos(pause);
    own.kill();
    burst.end();
    revocations.join();
    revoker.requireNoFault();
    burst.answered().forEach(this::receive);
    return burst.unanswered();
  }

  private List<JsonObject> book(TestServer server) {
    return server.site().items("certificates?limit=1000");
  }

  /** Before anybody asks again: nothing is good that was not signed, and nothing is there twice. */
  private void requireNothingHalf(TestServer server, List<Attempt> unanswered) {
    Map<String, List<JsonObject>> bySubject =
        book(server).stream().collect(Collectors.groupingBy(each -> each.getString("subject")));
    for (Attempt each : unanswered) {
      List<JsonObject> records = bySubject.getOrDefault(each.subject(), List.of());
      assertThat(records).as(each.subject()).hasSizeLessThanOrEqualTo(1);
      String state = records.isEmpty() ? "nothing" : records.get(0).getString("state");
      cutOff.merge(state, 1, Integer::sum);
      if (!records.isEmpty()) {
        assertThat(ocsp.standing(serial(records.get(0))))
            .as("%s is %s", each.subject(), state)
            .isEqualTo(state.equals("recorded") ? "unknown" : "good");
      }
    }
  }

  private static BigInteger serial(JsonObject record) {
    return new BigInteger(record.getString("serialNumber"), 16);
  }

  /** What was received or signed is on record, and what is on record was received, each once. */
  private void requireRecords(TestServer server) {
    Map<String, String> thumbprints = new HashMap<>();
    List<String> known = new ArrayList<>();
    for (JsonObject each : book(server)) {
      assertThat(each.getString("state")).as("%s", each).isNotEqualTo("recorded");
      known.add(each.getString("thumbprint"));
      if (each.containsKey("endpoint")) {
        assertThat(thumbprints.put(each.getString("subject"), each.getString("thumbprint")))
            .as("another certificate of %s", each.getString("subject"))
            .isNull();
      }
    }
    Map<String, String> ours =
        received.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, each -> thumbprint(each.getValue())));
    assertThat(thumbprints).isEqualTo(ours);
    assertThat(signed()).isNotEmpty().isSubsetOf(known);
  }

  private static String thumbprint(X509Certificate certificate) {
    try {
      return HexFormat.of().formatHex(Digest.SHA1.of(certificate.getEncoded()));
    } catch (java.security.cert.CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> signed() {
    try (Stream<Path> files = Files.list(halt.signed())) {
      return files.map(each -> each.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** OCSP, the book and, a moment later, the CRL say the same of each certificate. */
  private void requireStandings(TestServer server) {
    Map<BigInteger, String> states =
        book(server).stream()
            .collect(Collectors.toMap(KilledUnderLoadIT::serial, each -> each.getString("state")));
    for (X509Certificate each : received.values()) {
      String standing = ocsp.standing(each.getSerialNumber());
      assertThat(standing)
          .as(states.get(each.getSerialNumber()))
          .isEqualTo(states.get(each.getSerialNumber()).equals("revoked") ? "revoked" : "good");
      if (!revoker.isUnclear(each)) {
        assertThat(standing).isEqualTo(revoker.hasRevoked(each) ? "revoked" : "good");
      }
      revoker.settle(each, standing.equals("revoked"));
    }
    assertThat(ocsp.standing(new BigInteger(120, random).setBit(120))).isEqualTo("unknown");
    Set<BigInteger> revoked =
        received.values().stream()
            .filter(revoker::hasRevoked)
            .map(X509Certificate::getSerialNumber)
            .collect(Collectors.toSet());
    Eventually.until(
        "the CRL names what is revoked and nothing else",
        PATIENCE,
        () -> PublishedCrl.of(server, anyReceived()).serials().equals(revoked));
  }

  /** The audit trail stands for it: one entry in the transaction of each signature. */
  private void requireIssuedOnceEach(TestServer server) {
    Map<String, Long> entries =
        server.site().items("audit?action=certificate.issue&outcome=done&limit=500").stream()
            .collect(
                Collectors.groupingBy(each -> each.getString("object"), Collectors.counting()));
    assertThat(entries.values()).allMatch(count -> count == 1);
    assertThat(entries.keySet())
        .isEqualTo(
            received.values().stream()
                .map(each -> "certificate:" + each.getSerialNumber().toString(16))
                .collect(Collectors.toSet()));
  }
}
