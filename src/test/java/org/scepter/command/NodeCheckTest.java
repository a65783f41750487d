package org.scepter.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.platform.ScepterHome;
import org.scepter.testing.Homes;
import org.scepter.testing.InsideDouble;

/** The command {@code scepter check}, with a server that stands for Scepter's and without one. */
class NodeCheckTest {
  @TempDir private static Path directory;
  private static ScepterHome home;

  @BeforeAll
  static void make() {
    home = Homes.make(directory.resolve("home"), Clock.systemUTC(), "init.trial=true");
  }

  private record Run(int status, String out, String err) {}

  private static Run check(int port, String... words) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "check",
                "--home",
                home.directory().toString(),
                "--set",
                "scepter.platform.https-port=" + port));
    all.addAll(List.of(words));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        new ScepterCommand(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Clock.systemUTC())
            .run(all);
    return new Run(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Something that listens where Scepter's public listener should, and what it was asked. */
  private static final class Listening implements AutoCloseable {
    private final HttpsServer server;
    private final AtomicReference<String> asked = new AtomicReference<>();

    Listening(ScepterHome shows, int status, String text)
        throws IOException, GeneralSecurityException {
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(Homes.tls(shows, "tls/public.p12", shows)));
      server.createContext(
          "/",
          exchange -> {
            asked.set(
                exchange.getRequestMethod()
                    + " "
                    + exchange.getRequestURI()
                    + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            InsideDouble.answer(exchange, status, "text/plain", text);
          });
      server.start();
    }

    int port() {
      return server.getAddress().getPort();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  @ParameterizedTest
  @CsvSource({"OK    clock, 0", "WARN  expiry, 0", "FAIL  public URL, 1"})
  void a_running_server_looks_by_itself(String line, int status) throws Exception {
    String lines = "OK    roles\n" + line + "\n";
    try (Listening server = new Listening(home, 200, lines)) {
      Run run = check(server.port());

      assertThat(run.out()).isEqualTo(lines);
      assertThat(run.status()).isEqualTo(status);
      String asked = server.asked.get();
      assertThat(asked).startsWith("POST /api/v1/check Basic ");
      byte[] pair = Base64.getDecoder().decode(asked.replaceFirst(".*Basic ", ""));
      assertThat(new String(pair, StandardCharsets.UTF_8))
          .isEqualTo("admin:" + Files.readString(home.resolve("secrets/admin.password")).strip());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401, does not take the password, --name USER",
    "409, a check runs there already, run this again",
    "403, answers 403, allowed-addresses",
  })
  void a_server_that_does_not_look_is_told_and_what_can_be_seen_without_it(
      int status, String seen, String cure) throws Exception {
    try (Listening server = new Listening(home, status, "no")) {
      Run run = check(server.port());

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.out().lines().findFirst().orElse("")).startsWith("FAIL").contains(seen, cure);
      assertThat(run.out()).contains("roles", "public URL", "expiry");
    }
  }

  @Test
  void the_password_goes_to_nobody_whom_the_homes_root_has_not_certified() throws Exception {
    ScepterHome other =
        Homes.make(directory.resolve("other"), Clock.systemUTC(), "init.trial=true");
    try (Listening server = new Listening(other, 200, "OK    roles\n")) {
      Run run = check(server.port());

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.out()).startsWith("FAIL  server").contains("does not answer");
      assertThat(server.asked.get()).isNull();
    }
  }

  @Test
  void without_a_server_home_and_public_url_are_looked_at() throws IOException {
    int port = closedPort();

    Run run = check(port, "--set", "scepter.platform.public-url=https://localhost:" + closedPort());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out())
        .contains(
            "FAIL  server", "nothing listens at https://localhost:" + port, "start the server")
        .contains("OK    expiry", "FAIL  public URL");
  }

  @Test
  void a_node_in_front_looks_for_itself() throws IOException {
    Run run = check(closedPort(), "--set", "scepter.roles=ndes");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).doesNotContain("  server").contains("OK    roles", "this server is ndes");
  }

  @Test
  void faulty_settings_are_told_before_anything_is_looked_at() throws IOException {
    Run run = check(closedPort(), "--set", "scepter.roles=everything");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("scepter.roles");
    assertThat(run.out()).isEmpty();
  }
}
