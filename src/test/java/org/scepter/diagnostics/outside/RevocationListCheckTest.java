package org.scepter.diagnostics.outside;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepter.diagnostics.Finding;
import org.scepter.diagnostics.files.HomeCertificates;
import org.scepter.issuing.signing.Issuer;
import org.scepter.issuing.signing.PublishedAt;
import org.scepter.issuing.signing.RevocationListPlan;
import org.scepter.pki.SerialNumber;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.keys.KeyHolders;
import org.scepter.testing.Homes;

/** CRLs at the addresses that a home's certificates carry. */
class RevocationListCheckTest {
  private static final Map<String, byte[]> FILES = new ConcurrentHashMap<>();

  @TempDir private static Path directory;
  private static HttpServer server;
  private static ScepterHome home;

  @BeforeAll
  static void serve() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] file = FILES.get(exchange.getRequestURI().getPath());
          exchange.sendResponseHeaders(file == null ? 404 : 200, file == null ? -1 : file.length);
          if (file != null) {
            exchange.getResponseBody().write(file);
          }
          exchange.close();
        });
    server.start();
    home =
        Homes.make(
            directory.resolve("home"),
            Clock.systemUTC(),
            "init.public-url=https://localhost:8443",
            "init.public-http-url=http://localhost:" + server.getAddress().getPort());
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  @BeforeEach
  void publish() {
    FILES.put("/crl/issuing.crl", crl("ca/issuing.p12", Duration.ofDays(7)));
    FILES.put("/crl/root.crl", crl("ca/root.p12", Duration.ofDays(7)));
  }

  private static byte[] crl(String key, Duration life) {
    return crl(key, life, List.of());
  }

  private static byte[] crl(String key, Duration life, List<RevocationListPlan.Entry> entries) {
    Issuer issuer =
        Issuer.of(
            home.key(key),
            PublishedAt.below(URI.create(home.publicHttpUrl()), "issuing"),
            KeyHolders.by(new BouncyCastleProvider()));
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    RevocationListPlan plan =
        new RevocationListPlan(
            BigInteger.ONE, now.minus(Duration.ofDays(8)), now.plus(life), entries);
    return issuer.sign(issuer.toBeSigned(plan)).bytes();
  }

  private static List<Finding> look() {
    return new RevocationListCheck(
            new HomeCertificates(home).newestChain(), Clock.systemUTC(), Duration.ofSeconds(3))
        .look();
  }

  @Test
  void both_cas_lists_are_fetched_and_verified() {
    assertThat(look())
        .hasSize(2)
        .allSatisfy(it -> assertThat(it.level()).as(it.line()).isEqualTo(Finding.Level.OK))
        .extracting(Finding::seen)
        .anySatisfy(seen -> assertThat(seen).contains("/crl/issuing.crl is good until"))
        .anySatisfy(seen -> assertThat(seen).contains("/crl/root.crl is good until"));
  }

  @Test
  void a_long_one_is_as_good() {
    List<RevocationListPlan.Entry> many =
        IntStream.rangeClosed(1, 50_000)
            .mapToObj(i -> new SerialNumber(BigInteger.valueOf(i)))
            .map(serial -> new RevocationListPlan.Entry(serial, Instant.EPOCH, 1))
            .toList();
    byte[] crl = crl("ca/issuing.p12", Duration.ofDays(7), many);
    assertThat(crl).hasSizeGreaterThan(1 << 20);
    FILES.put("/crl/issuing.crl", crl);

    assertThat(look())
        .allSatisfy(it -> assertThat(it.level()).as(it.line()).isEqualTo(Finding.Level.OK));
  }

  @Test
  void one_that_ends_soon_and_has_no_successor_is_told() {
    FILES.put("/crl/root.crl", crl("ca/root.p12", Duration.ofDays(2)));

    assertThat(look())
        .filteredOn(each -> each.level() == Finding.Level.WARN)
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.seen()).contains("/crl/root.crl ends at");
              assertThat(it.cure()).contains("make-root-crl");
            });
  }

  private static void requireFault(String seen, String cure) {
    assertThat(look())
        .filteredOn(each -> each.level() == Finding.Level.FAIL)
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.seen()).contains(seen);
              assertThat(it.cure()).contains(cure);
            });
  }

  @Test
  void one_that_is_missing_has_ended_or_is_anothers_is_told() {
    FILES.remove("/crl/issuing.crl");
    requireFault("/crl/issuing.crl answers 404", "lead to this server's /crl");

    FILES.put("/crl/issuing.crl", crl("ca/issuing.p12", Duration.ofDays(-1)));
    requireFault("has ended at", "let the CA sign");

    FILES.put("/crl/issuing.crl", crl("ca/root.p12", Duration.ofDays(7)));
    requireFault("gives no CRL of", "lead to this server's /crl");

    FILES.put("/crl/issuing.crl", new byte[] {1, 2, 3});
    requireFault("gives no CRL of", "lead to this server's /crl");
  }
}
