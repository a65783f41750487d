package org.scepter.issuing.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.security.Provider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepter.issuing.publication.RevocationList;
import org.scepter.issuing.signing.Issuer;
import org.scepter.issuing.signing.PublishedAt;
import org.scepter.issuing.signing.RevocationListPlan;
import org.scepter.pki.Der;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.SettingsReader;
import org.scepter.platform.keys.KeyHolders;
import org.scepter.testing.Eventually;
import org.scepter.testing.InsideDouble;

/** CRLs that a node in front fetches for whoever asks. */
class RelayedPublicationsTest {
  private static final int CALLERS = 8;
  private static final Provider PROVIDER = new BouncyCastleProvider();

  @TempDir private static Path directory;
  private static ScepterHome home;

  @AutoClose private final InsideDouble inside = new InsideDouble(home);

  @BeforeAll
  static void makeHome() {
    home = InsideDouble.home(directory.resolve("home"));
  }

  private static RelayedPublications relay(URI url) {
    Map<String, String> settings = Map.of(CertificateAuthorities.URLS, url.toString());
    SettingsReader reader = new SettingsReader(key -> Optional.ofNullable(settings.get(key)));
    Clock clock = Clock.systemUTC();
    return new RelayedPublications(new CertificateAuthorities(reader, home, clock), clock);
  }

  private static Der crl(BigInteger number) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Issuer issuer =
        Issuer.of(
            home.key("ca/issuing.p12"),
            PublishedAt.below(URI.create(home.publicHttpUrl()), "issuing"),
            KeyHolders.by(PROVIDER));
    return issuer.sign(
        issuer.toBeSigned(
            new RevocationListPlan(number, now, now.plus(Duration.ofDays(1)), List.of())));
  }

  private static void answer(HttpExchange exchange, Der crl) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/pkix-crl");
    exchange.sendResponseHeaders(200, crl.length());
    exchange.getResponseBody().write(crl.bytes());
    exchange.close();
  }

  private static long waiting(Set<Thread> callers) {
    return callers.stream().filter(caller -> caller.getState() == Thread.State.BLOCKED).count();
  }

  @Test
  void many_who_ask_at_once_make_one_question_inside() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Set<Thread> callers = ConcurrentHashMap.newKeySet();
    RelayedPublications relay =
        relay(
            inside.serving(
                exchange -> {
                  int number = asked.incrementAndGet();
                  Eventually.until(
                      "the others wait for the one that asks, or ask too",
                      Duration.ofSeconds(30),
                      () -> asked.get() + waiting(callers) >= CALLERS);
                  answer(exchange, crl(BigInteger.valueOf(number)));
                }));
    ExecutorService threads =
        Executors.newFixedThreadPool(
            CALLERS,
            task -> {
              Thread caller = new Thread(task);
              callers.add(caller);
              return caller;
            });

    List<CompletableFuture<Optional<RevocationList>>> given =
        Stream.generate(
                () -> CompletableFuture.supplyAsync(() -> relay.revocationList("issuing"), threads))
            .limit(CALLERS)
            .toList();

    assertThat(given.stream().map(CompletableFuture::join))
        .allSatisfy(list -> assertThat(list.map(RevocationList::number)).contains(1L));
    assertThat(asked).hasValue(1);
    threads.shutdown();
  }

  @Test
  void what_is_no_crl_or_numbered_beyond_all_bounds_is_none() {
    URI page =
        inside.serving(exchange -> InsideDouble.answer(exchange, 200, "text/html", "<html>"));
    URI garbage =
        inside.serving(
            exchange -> InsideDouble.answer(exchange, 200, "application/pkix-crl", "no CRL"));
    URI endless = inside.serving(exchange -> answer(exchange, crl(BigInteger.ONE.shiftLeft(100))));

    for (URI url : List.of(page, garbage, endless)) {
      assertThat(relay(url).revocationList("issuing")).isEmpty();
    }
  }
}
