package org.scepter.platform.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepter.platform.ScepterHome;
import org.scepter.testing.InsideDouble;
import org.scepter.testing.Logged;

/** Calls over real TLS to servers that behave and to servers that do not. */
class PeersTest {
  private static final System.Logger LOG = System.getLogger(PeersTest.class.getName());
  private static final Question QUESTION = Question.get("/well", 1000);

  @TempDir private static Path directory;
  private static ScepterHome home;

  @AutoClose private final InsideDouble inside = new InsideDouble(home);

  @BeforeAll
  static void makeHome() {
    home = InsideDouble.home(directory.resolve("home"));
  }

  private static HttpHandler well(String text) {
    return exchange ->
        InsideDouble.answer(exchange, 200, "application/json", "{\"who\": \"" + text + "\"}");
  }

  private static URI nobody() {
    return URI.create("https://localhost:1");
  }

  private static Peers peers(ScepterHome of, Clock clock, URI... urls) {
    PeerSettings settings =
        new PeerSettings(
            List.of(urls),
            Duration.ofSeconds(5),
            Duration.ofSeconds(2),
            3,
            Duration.ofMinutes(5),
            Duration.ofSeconds(10));
    return new Peers(new NodeIdentity(of, settings.connectTimeout(), clock), settings, clock, LOG);
  }

  private static Peers peers(URI... urls) {
    return peers(home, Clock.systemUTC(), urls);
  }

  private static String who(PeerAnswer answer) throws IOException {
    if (!answer.is(200, "application/json")) {
      throw UnexpectedAnswerException.of(answer);
    }
    return answer.json().getString("who");
  }

  private static String ask(Peers peers) throws IOException {
    return peers.ask(QUESTION, PeersTest::who);
  }

  @Test
  void a_server_sees_the_nodes_client_certificate() throws IOException {
    URI url =
        inside.serving(
            exchange -> {
              var session = ((HttpsExchange) exchange).getSSLSession();
              assertThat(session.getPeerCertificates()[0])
                  .isEqualTo(home.key(NodeIdentity.KEY).certificate());
              well("inside").handle(exchange);
            });

    assertThat(ask(peers(url))).isEqualTo("inside");
  }

  @Test
  void the_next_one_is_asked_when_one_does_not_answer_as_it_should() throws IOException {
    URI page =
        inside.serving(exchange -> InsideDouble.answer(exchange, 200, "text/html", "<html>"));
    URI broken =
        inside.serving(
            exchange -> InsideDouble.answer(exchange, 500, "application/problem+json", "{}"));
    URI garbage =
        inside.serving(exchange -> InsideDouble.answer(exchange, 200, "application/json", "[1, 2"));

    assertThat(ask(peers(nobody(), page, broken, garbage, inside.serving(well("last")))))
        .isEqualTo("last");
  }

  @Test
  void when_nobody_answers_the_reason_of_each_is_told() {
    URI forbidden =
        inside.serving(
            exchange -> InsideDouble.answer(exchange, 403, "application/problem+json", "{}"));
    URI empty = inside.serving(exchange -> InsideDouble.answer(exchange, 404, "text/plain", ""));

    assertThatThrownBy(() -> ask(peers(nobody(), forbidden, empty)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no connection")
        .hasMessageContaining("client certificate is not registered")
        .hasMessageContaining("no Scepter with this role");
  }

  @Test
  void one_that_keeps_failing_is_left_out_until_a_check_finds_it_well() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    AtomicInteger status = new AtomicInteger(500);
    URI failing =
        inside.serving(
            exchange -> {
              asked.incrementAndGet();
              InsideDouble.answer(
                  exchange, status.get(), "application/json", "{\"who\": \"first\"}");
            });
    Peers peers = peers(failing, inside.serving(well("second")));

    try (Logged log = new Logged(PeersTest.class.getName())) {
      for (int i = 0; i < 5; i++) {
        assertThat(ask(peers)).isEqualTo("second");
      }
      assertThat(asked).hasValue(3);
      peers.check(QUESTION, PeersTest::who);
      assertThat(ask(peers)).isEqualTo("second");
      status.set(200);
      peers.check(QUESTION, PeersTest::who);
      assertThat(ask(peers)).isEqualTo("first");
      assertThat(log.lines()).filteredOn(line -> line.contains("is left out")).hasSize(1);
      assertThat(log.lines()).filteredOn(line -> line.contains("answers again")).hasSize(1);
    }
  }

  @Test
  void a_body_beyond_the_bound_is_hung_up_on() {
    URI endless =
        inside.serving(
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              byte[] block = new byte[65_536];
              for (int i = 0; i < 1000; i++) {
                exchange.getResponseBody().write(block);
              }
            });

    assertThatThrownBy(() -> ask(peers(endless))).hasMessageContaining("longer than 1000 bytes");
  }

  @Test
  void a_server_that_answers_drop_by_drop_is_given_up_in_time() {
    URI slow =
        inside.serving(
            exchange -> {
              exchange.sendResponseHeaders(200, 1000);
              exchange.getResponseBody().write('{');
              exchange.getResponseBody().flush();
            });
    URI silent = inside.serving(exchange -> {});

    assertThatThrownBy(() -> ask(peers(slow, silent)))
        .hasMessageContaining(slow + ": no answer within PT2S")
        .hasMessageContaining(silent + ": no answer within PT2S");
  }

  @Test
  void whom_no_pin_vouches_for_is_not_spoken_to() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    URI url = inside.serving(exchange -> asked.incrementAndGet());
    ScepterHome stranger = InsideDouble.home(directory.resolve("stranger"));

    assertThatThrownBy(() -> ask(peers(stranger, Clock.systemUTC(), url)))
        .hasMessageContaining("TLS failed");
    Files.delete(stranger.resolve(NodeIdentity.TRUSTED + "/root.cer"));
    assertThatThrownBy(() -> ask(peers(stranger, Clock.systemUTC(), url)))
        .hasMessageContaining("has no certificate by which to know the inside");
    assertThat(asked).hasValue(0);
  }

  @Test
  void a_node_without_its_own_key_says_so_and_leaves_nobody_out() throws IOException {
    URI url = inside.serving(well("inside"));
    Path key = home.resolve(NodeIdentity.KEY);
    byte[] whole = Files.readAllBytes(key);
    Peers peers = peers(url);

    Files.write(key, new byte[] {1});
    for (int i = 0; i < 4; i++) {
      assertThatThrownBy(() -> ask(peers))
          .isInstanceOf(NoIdentityException.class)
          .hasMessageContaining(NodeIdentity.KEY);
    }
    Files.delete(key);
    assertThatThrownBy(() -> ask(peers)).hasMessageContaining(NodeIdentity.KEY + " is missing");
    Files.write(key, whole);

    assertThat(ask(peers)).isEqualTo("inside");
  }

  @Test
  void a_client_certificate_of_the_same_ca_makes_nobody_a_listener() {
    AtomicInteger asked = new AtomicInteger();
    URI url = inside.serving(NodeIdentity.KEY, exchange -> asked.incrementAndGet());

    assertThatThrownBy(() -> ask(peers(url))).hasMessageContaining("TLS failed");
    assertThat(asked).hasValue(0);
  }

  @Test
  void a_pin_that_has_expired_vouches_for_nobody() throws IOException {
    Path pin = home.resolve(NodeIdentity.TRUSTED + "/listener.cer");
    Files.copy(home.resolve("certificates/tls-internal.cer"), pin);
    try {
      URI url = inside.serving(well("inside"));
      Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(365 * 3));

      assertThat(ask(peers(url))).isEqualTo("inside");
      assertThatThrownBy(() -> ask(peers(home, later, url))).hasMessageContaining("TLS failed");
    } finally {
      Files.delete(pin);
    }
  }
}
