package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.scepter.testing.Eventually;
import org.scepter.testing.KeepAlive;
import org.scepter.testing.OcspRequests;
import org.scepter.testing.OnServer;
import org.scepter.testing.OwnDatabases;
import org.scepter.testing.ServerBeans;
import org.scepter.testing.TestServer;
import org.scepter.testing.book.FullScans;
import org.scepter.testing.book.Library;
import org.scepter.testing.load.Attempt;
import org.scepter.testing.timing.InterleavedTiming;
import org.scepter.testing.timing.TimingComparison;

/**
 * What a server does whose book has a thousand certificates, and one whose book has a hundred
 * thousand, side by side. On demand: {@code -Dscepter.book=100000}; {@code -Dscepter.book.requests}
 * is how many requests of a kind are timed.
 */
@OnServer
@EnabledIfSystemProperty(named = "scepter.book", matches = "[0-9]+")
class BookSizeIT {
  private static final int SMALL = 1_000;
  private static final int LARGE = Integer.getInteger("scepter.book", 100_000);
  private static final int REQUESTS = Integer.getInteger("scepter.book.requests", 1_000);
  // Each needs an RSA key of its own, and another to warm up.
  private static final int ISSUED = Math.min(REQUESTS, 200);
  private static final int FLEET = 50;
  private static final int TRIES = 5;
  private static final int LISTS = 10;

  private final Path directory = Path.of("target", "book-servers").toAbsolutePath();
  private List<Library> both = List.of();

  /** One kind of request: what is sent, made for a server, and how it is sent. */
  private record Act(
      String name,
      int requests,
      Function<Library, Iterator<byte[]>> made,
      Function<Library, InterleavedTiming.Target<Integer>> target) {}

  @BeforeEach
  void fill() throws Exception {
    assumeTrue(OwnDatabases.arePossible(), "only a WildFly is started here");
    both =
        List.of(
            Library.of(SMALL, directory.resolve("small")),
            Library.of(LARGE, directory.resolve("large")));
  }

  @AfterEach
  void end() {
    both.forEach(Library::close);
  }

  private static List<Act> acts() {
    return List.of(
        new Act(
            "issue",
            ISSUED,
            BookSizeIT::messages,
            at(TestServer.MSCEP + "?operation=PKIOperation", "application/x-pki-message")),
        new Act("OCSP", REQUESTS, BookSizeIT::questions, at("/ocsp", "application/ocsp-request")),
        new Act(
            "page of 100",
            REQUESTS,
            book("?limit=100&after=", entry -> "" + entry.id()),
            BookSizeIT::api),
        new Act("by subject", REQUESTS, book("?subject=", Library.Entry::subject), BookSizeIT::api),
        new Act("by serial", REQUESTS, book("?serial=", Library.Entry::serial), BookSizeIT::api),
        new Act("one", REQUESTS, book("/", Library.Entry::serial), BookSizeIT::api));
  }

  private static Iterator<byte[]> messages(Library library) {
    return Stream.generate(() -> library.fleet().ready(FLEET))
        .flatMap(List::stream)
        .map(Attempt::encoded)
        .iterator();
  }

  private static Iterator<byte[]> questions(Library library) {
    Iterator<Library.Entry> entries = library.entries();
    X509Certificate issuer = library.issuer();
    return Stream.generate(entries::next)
        .map(entry -> OcspRequests.about(issuer, new BigInteger(entry.serial(), 16)))
        .iterator();
  }

  private static Function<Library, Iterator<byte[]>> book(
      String path, Function<Library.Entry, String> value) {
    return library -> {
      Iterator<Library.Entry> entries = library.entries();
      return Stream.generate(entries::next)
          .map(value)
          .map(each -> path + URLEncoder.encode(each, StandardCharsets.UTF_8))
          .map(each -> each.getBytes(StandardCharsets.UTF_8))
          .iterator();
    };
  }

  private static Function<Library, InterleavedTiming.Target<Integer>> at(
      String target, String contentType) {
    return library -> {
      KeepAlive connection = library.connection(target, contentType);
      return request -> connection.post(request).status();
    };
  }

  private static InterleavedTiming.Target<Integer> api(Library library) {
    HttpClient http = library.server().client();
    String authorization = library.server().site().authorization();
    return path -> {
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create(
                      library.server().https()
                          + "/api/v1/certificates"
                          + new String(path, StandardCharsets.UTF_8)))
              .header("Authorization", authorization)
              .header("Accept", "application/json")
              .build();
      return http.send(request, BodyHandlers.ofByteArray()).statusCode();
    };
  }

  @Test
  void a_long_book_costs_the_same_statements_as_a_short_one_and_no_full_scan() throws Exception {
    for (Act act : acts()) {
      List<List<String>> statements =
          both.stream().map(library -> statements(act, library)).toList();
      System.out.println(act.name() + ": " + statements.get(1).size() + " statements");
      assertThat(statements.get(1)).as(act.name()).isNotEmpty().isEqualTo(statements.get(0));
    }
    both.forEach(BookSizeIT::lists);
    Library large = both.get(1);
    if (large.database().isPostgresql()) {
      try (Connection database = large.database().connect()) {
        Map<String, String> scans = FullScans.of(database, large.trace().all());
        scans.forEach((statement, tables) -> System.out.println(tables + ": " + statement));
        assertThat(scans).isEmpty();
      }
    }
    compare();
    assertThat(both)
        .allSatisfy(
            library -> assertThat(library.fleet().enrolled()).isEqualTo(TRIES + 2 * ISSUED));
  }

  /** The fewest of some tries: what is looked up now and then is left out. */
  private static List<String> statements(Act act, Library library) {
    Iterator<byte[]> requests = act.made().apply(library);
    InterleavedTiming.Target<Integer> target = act.target().apply(library);
    return IntStream.range(0, TRIES)
        .mapToObj(any -> requests.next())
        .map(request -> library.trace().during(() -> requireOk(target, request)))
        .min(Comparator.comparing(List::size))
        .orElseThrow();
  }

  private static void requireOk(InterleavedTiming.Target<Integer> target, byte[] request) {
    try {
      assertThat(target.answer(request)).isEqualTo(200);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Times are figures to be read, and nothing is asserted of them. */
  private void compare() throws Exception {
    both.forEach(Library::forgetTrace);
    both.forEach(BookSizeIT::lists);
    Map<String, TimingComparison> results = new LinkedHashMap<>();
    for (Act act : acts()) {
      results.put(act.name(), timed(act));
    }
    results.forEach(
        (act, result) ->
            System.out.println(
                "%s: %d certificates cost %.3f of %d; %s"
                    .formatted(
                        act, LARGE, result.means().get(1) / result.means().get(0), SMALL, result)));
  }

  private TimingComparison timed(Act act) throws Exception {
    List<InterleavedTiming.Target<Integer>> targets =
        both.stream().map(library -> act.target().apply(library)).toList();
    List<Requests> groups =
        IntStream.range(0, both.size())
            .mapToObj(i -> new Requests(i, both.get(i), act.made().apply(both.get(i))))
            .toList();
    return new InterleavedTiming<Integer>(
            groups,
            request ->
                targets.get(request[0]).answer(Arrays.copyOfRange(request, 1, request.length)),
            status -> assertThat(status).isEqualTo(200))
        .compare(act.requests());
  }

  /** Requests to one of the servers, which stands in their first octet. */
  private record Requests(int server, Library library, Iterator<byte[]> made)
      implements InterleavedTiming.Group {
    @Override
    public byte[] next() {
      byte[] request = made.next();
      return ByteBuffer.allocate(request.length + 1).put((byte) server).put(request).array();
    }

    @Override
    public String name() {
      return library.size() + " certificates";
    }
  }

  /** Revokes one after the other, each time until the CRL says so. */
  private static void lists(Library library) {
    Iterator<Library.Entry> entries = library.toRevoke();
    try (ServerBeans beans = ServerBeans.of(library.server())) {
      long before = beans.cpuTime();
      for (int i = 0; i < LISTS; i++) {
        Library.Entry entry = entries.next();
        library.revoke(entry);
        Eventually.until(
            "the CRL names it",
            Duration.ofSeconds(60),
            () -> library.list().serials().contains(new BigInteger(entry.serial(), 16)));
      }
      System.out.println(
          "%d certificates: a CRL names %d; %d revocations cost %d ms of CPU, live heap %.1f MB"
              .formatted(
                  library.size(),
                  library.list().serials().size(),
                  LISTS,
                  Duration.ofNanos(beans.cpuTime() - before).toMillis(),
                  beans.liveHeap() / 1e6));
    }
  }
}
