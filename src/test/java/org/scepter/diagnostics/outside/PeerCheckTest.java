package org.scepter.diagnostics.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.diagnostics.Finding;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.peer.NodeIdentity;
import org.scepter.testing.InsideDouble;

/** What a node sees of the servers inside. */
class PeerCheckTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  @TempDir private static Path directory;
  private static ScepterHome home;

  @BeforeAll
  static void make() {
    home = InsideDouble.home(directory.resolve("home"));
  }

  private static List<Finding> look(Clock clock, URI... peers) {
    NodeIdentity identity = new NodeIdentity(home, TIMEOUT, Clock.systemUTC());
    return new PeerCheck(List.of(peers), identity, clock, TIMEOUT).look();
  }

  @ParameterizedTest
  @CsvSource({
    "200, OK, knows this node, ''",
    "503, WARN, is not ready, crpctrl.log",
    "403, FAIL, does not know this node, /api/v1/nodes",
    "404, FAIL, answers 404, internal listeners",
  })
  void each_answer_is_told_with_what_it_means(
      int status, Finding.Level level, String seen, String cure) {
    try (InsideDouble inside = new InsideDouble(home)) {
      URI peer =
          inside.serving(
              exchange -> InsideDouble.answer(exchange, status, "application/json", "{}"));

      Finding finding = look(Clock.systemUTC(), peer).get(0);

      assertThat(finding.level()).as(finding.line()).isEqualTo(level);
      assertThat(finding.seen()).contains(peer.toString(), seen);
      assertThat(finding.cure()).contains(cure);
    }
  }

  @Test
  void another_servers_clock_is_compared() {
    try (InsideDouble inside = new InsideDouble(home)) {
      URI peer =
          inside.serving(exchange -> InsideDouble.answer(exchange, 200, "application/json", "{}"));

      assertThat(look(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-10)), peer))
          .anySatisfy(
              it -> {
                assertThat(it.subject()).isEqualTo("clock");
                assertThat(it.level()).isEqualTo(Finding.Level.FAIL);
                assertThat(it.seen()).contains(peer.getAuthority(), "ahead of this server's");
              });
    }
  }

  @Test
  void one_that_cannot_be_reached_or_shows_a_wrong_name_is_told() throws IOException {
    URI closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = URI.create("https://localhost:" + socket.getLocalPort());
    }
    assertThat(look(Clock.systemUTC(), closed))
        .singleElement()
        .satisfies(it -> assertThat(it.cure()).contains("start that server"));

    try (InsideDouble inside = new InsideDouble(home)) {
      URI wrong =
          inside.serving(
              "ndes/policy-module.p12",
              exchange -> InsideDouble.answer(exchange, 200, "text/plain", ""));
      assertThat(look(Clock.systemUTC(), wrong))
          .singleElement()
          .satisfies(it -> assertThat(it.cure()).contains("a certificate for this name"));
    }
  }

  @Test
  void a_server_that_asks_nobody_has_nobody_to_look_at() {
    assertThat(look(Clock.systemUTC())).isEmpty();
  }
}
