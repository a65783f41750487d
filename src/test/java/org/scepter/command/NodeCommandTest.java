package org.scepter.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.joining.JoinBundle;
import org.scepter.platform.ScepterHome;
import org.scepter.testing.InsideDouble;

class NodeCommandTest {
  private static final String UNKNOWN = refusal("TokenUnknown", "Not given out here.");

  @TempDir private static Path directory;
  private static ScepterHome inside;
  private static ScepterHome stranger;
  private static InsideDouble listeners;

  private final Path bundle = directory.resolve("bundle-" + System.nanoTime());
  private final Path home = directory.resolve("home-" + System.nanoTime());
  private final AtomicInteger calls = new AtomicInteger();

  private record Run(int status, String text) {}

  @BeforeAll
  static void makeHomes() {
    inside = InsideDouble.home(directory.resolve("inside"));
    stranger = InsideDouble.home(directory.resolve("stranger"));
    listeners = new InsideDouble(inside);
  }

  @AfterAll
  static void stop() {
    listeners.close();
  }

  private static Run run(Clock clock, List<String> words) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(text, true, StandardCharsets.UTF_8);
    int status = new ScepterCommand(out, out, clock).run(words);
    return new Run(status, text.toString(StandardCharsets.UTF_8));
  }

  private static Run run(String... words) {
    return run(Clock.systemUTC(), List.of(words));
  }

  private Run add(ScepterHome at, URI... urls) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "node",
                "add",
                "front",
                "--home",
                at.directory().toString(),
                "--to",
                bundle.toString()));
    Stream.of(urls).forEach(url -> words.addAll(List.of("--url", url.toString())));
    Run run = run(Clock.systemUTC(), words);
    assertThat(run.status()).as(run.text()).isZero();
    return run;
  }

  private Run join() {
    return run("node", "join", bundle.toString(), "--home", home.toString());
  }

  private static String refusal(String title, String detail) {
    return "{\"type\":\"about:blank\",\"title\":\""
        + title
        + "\",\"status\":403,\"detail\":\""
        + detail
        + "\"}";
  }

  private HttpHandler answering(String problem) {
    return answering(403, problem);
  }

  private HttpHandler answering(int status, String problem) {
    return exchange -> {
      calls.incrementAndGet();
      InsideDouble.answer(exchange, status, "application/problem+json", problem);
    };
  }

  @Test
  void the_bundle_has_the_token_and_the_home_only_its_mac() throws IOException {
    Run run = add(inside);
    JoinBundle made = JoinBundle.read(Files.readAllBytes(bundle));
    String token = made.token().header().replace("Bearer ", "");

    assertThat(made.name()).isEqualTo("front");
    assertThat(made.urls()).containsExactly(URI.create("https://localhost:9443"));
    assertThat(run.text()).doesNotContain(token);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(bundle)))
        .isEqualTo("rw-------");
    try (Stream<Path> tree = Files.walk(inside.resolve("nodes"))) {
      List<Path> files = tree.filter(Files::isRegularFile).toList();
      assertThat(files).isNotEmpty();
      for (Path each : files) {
        assertThat(Files.readString(each)).contains("token-mac=").doesNotContain(token);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void what_it_will_be_registered_with_stays_inside() throws IOException {
    run(
        "node",
        "add",
        "termed",
        "--home",
        inside.directory().toString(),
        "--to",
        bundle.toString(),
        "--public-url",
        "https://scep.example.com/",
        "--endpoints",
        "mscep,branch");

    try (Stream<Path> files = Files.list(inside.resolve("nodes/expected"))) {
      Path file =
          files.filter(each -> each.toString().contains("termed-")).findFirst().orElseThrow();
      assertThat(Files.readString(file))
          .contains("public-url=https://scep.example.com\n", "endpoints=mscep,branch\n");
    }
    assertThat(Files.readString(bundle)).doesNotContain("branch");
  }

  @Test
  void without_a_file_it_is_printed_and_each_one_has_its_own_token() throws IOException {
    String[] words = {"node", "add", "front", "--home", inside.directory().toString()};

    JoinBundle one = JoinBundle.read(run(words).text().getBytes(StandardCharsets.UTF_8));
    JoinBundle two = JoinBundle.read(run(words).text().getBytes(StandardCharsets.UTF_8));

    assertThat(one.token().header()).isNotEqualTo(two.token().header());
  }

  @Test
  void a_file_that_is_there_is_left_alone() throws IOException {
    Files.writeString(bundle, "mine");
    String name = "front-" + System.nanoTime();

    Run run =
        run(
            "node",
            "add",
            name,
            "--home",
            inside.directory().toString(),
            "--to",
            bundle.toString());

    assertThat(run.status()).isEqualTo(ScepterCommand.IMPOSSIBLE);
    assertThat(Files.readString(bundle)).isEqualTo("mine");
  }

  @Test
  void no_node_gets_certificates_in_the_name_of_the_inside() {
    Run run = run("node", "add", "localhost", "--home", inside.directory().toString());

    assertThat(run.status()).isEqualTo(ScepterCommand.IMPOSSIBLE);
    assertThat(run.text()).contains("nor this server's name").doesNotContain("token=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "node",
        "node add",
        "node add Front --home H",
        "node add policy-module --home H",
        "node add front",
        "node add front --home H --url http://inside",
        "node add front --home H --url https://inside/x",
        "node add front --home H --valid PT0S",
        "node add front --home H --valid P31D",
        "node add front --home H --valid soon",
        "node add front --home H --public-url nowhere",
        "node add front --home H --public-url https://a.example/path",
        "node add front --home H --endpoints Mscep",
        "node add front --home H --endpoints mscep,",
        "trust-root --home H",
        "node join --home H",
        "node join B",
        "node leave front --home H"
      })
  void what_cannot_be_understood_changes_nothing(String words) {
    assertThat(run(words.split(" ")).status()).isEqualTo(ScepterCommand.NOT_UNDERSTOOD);
  }

  @Test
  void a_server_that_is_not_pinned_learns_nothing() {
    add(stranger, listeners.open(answering(UNKNOWN)));

    Run run = join();

    assertThat(run.status()).isEqualTo(ScepterCommand.IMPOSSIBLE);
    assertThat(run.text()).contains("the node has not joined", "pinned");
    assertThat(calls).hasValue(0);
    assertThat(home.resolve(ScepterHome.MARKER)).doesNotExist();
  }

  @Test
  void who_has_another_certificate_of_the_same_root_learns_nothing() {
    add(inside, listeners.open("ndes/policy-module.p12", answering(UNKNOWN)));

    assertThat(join().status()).isEqualTo(ScepterCommand.IMPOSSIBLE);
    assertThat(calls).hasValue(0);
  }

  @Test
  void a_refusal_is_told_with_its_reason_and_ends_the_search() {
    HttpHandler spent = answering(refusal("TokenSpent", "A node has joined with it already."));
    add(inside, listeners.open(spent), listeners.open(answering(UNKNOWN)));

    Run run = join();

    assertThat(run.status()).isEqualTo(ScepterCommand.IMPOSSIBLE);
    assertThat(run.text()).contains("A node has joined with it already.");
    assertThat(calls).hasValue(1);
  }

  @Test
  void a_server_that_does_not_know_the_token_is_followed_by_the_next() {
    add(
        inside,
        listeners.open(answering(UNKNOWN)),
        listeners.open(answering(refusal("TokenExpired", "It has expired."))));

    assertThat(join().text()).contains("Not given out here.", "It has expired.");
    assertThat(calls).hasValue(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 429, 500})
  void a_server_that_cannot_tell_is_followed_by_the_next(int status) {
    add(
        inside,
        listeners.open(answering(status, refusal("Cannot tell", "Not here, or not now."))),
        listeners.open(answering(refusal("TokenExpired", "It has expired."))));

    assertThat(join().text()).contains("Not here, or not now.", "It has expired.");
    assertThat(calls).hasValue(2);
  }

  @Test
  void what_is_no_answer_makes_no_home() {
    add(
        inside,
        listeners.open(exchange -> InsideDouble.answer(exchange, 200, "text/plain", "a=b")));

    assertThat(join().status()).isEqualTo(ScepterCommand.IMPOSSIBLE);
    assertThat(home.resolve(ScepterHome.MARKER)).doesNotExist();
  }

  @Test
  void a_bundle_that_has_expired_is_not_shown_to_anybody() {
    add(inside, listeners.open(answering(UNKNOWN)));

    Run run =
        run(
            Clock.offset(Clock.systemUTC(), Duration.ofDays(2)),
            List.of("node", "join", bundle.toString(), "--home", home.toString()));

    assertThat(run.status()).isEqualTo(ScepterCommand.IMPOSSIBLE);
    assertThat(run.text()).contains("has expired at");
    assertThat(calls).hasValue(0);
  }

  @Test
  void a_home_that_is_there_is_left_alone_and_the_token_kept() {
    add(inside, listeners.open(answering(UNKNOWN)));

    Run run = run("node", "join", bundle.toString(), "--home", inside.directory().toString());

    assertThat(run.status()).isZero();
    assertThat(run.text()).contains("left alone");
    assertThat(calls).hasValue(0);
  }
}
