package org.scepter.registrationpoint.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.keys.KeyHolders;
import org.scepter.testing.Homes;

/** The check against real listeners that are wrong in one way each. */
class ListenerProbeTest {
  /** What a listener does with clients' certificates. */
  private enum Clients {
    IGNORED,
    WANTED,
    NEEDED
  }

  private static final KeyHolders KEYS = KeyHolders.by(new BouncyCastleProvider());
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  @TempDir private static Path directory;
  private static ScepterHome home;
  private static ScepterHome other;
  private HttpServer server;

  @BeforeAll
  static void homes() {
    home = home("home", Clock.systemUTC());
    other = home("other", Clock.systemUTC());
  }

  private static ScepterHome home(String name, Clock clock) {
    return Homes.make(
        directory.resolve(name),
        clock,
        "init.public-url=https://scep.example.test",
        "init.internal-name=localhost");
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  /** A listener with the certificate of one home that trusts the clients of another. */
  private URI listener(ScepterHome shows, ScepterHome trusts, Clients clients, int status)
      throws Exception {
    HttpsServer https =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    SSLContext context = Homes.tls(shows, "tls/internal.p12", trusts);
    https.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters ssl = getSSLContext().getDefaultSSLParameters();
            ssl.setWantClientAuth(clients == Clients.WANTED);
            if (clients == Clients.NEEDED) {
              ssl.setNeedClientAuth(true);
            }
            parameters.setSSLParameters(ssl);
          }
        });
    return serving(https, status);
  }

  private URI serving(HttpServer each, int status) {
    server = each;
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    return URI.create("https://localhost:" + server.getAddress().getPort());
  }

  private static List<String> failures(URI listener) {
    return new ListenerProbe(home, listener, TIMEOUT).failures();
  }

  @Test
  void a_listener_that_answers_has_no_fault() throws Exception {
    assertThat(failures(listener(home, home, Clients.WANTED, 200))).isEmpty();
    server.stop(0);
    assertThat(failures(listener(home, home, Clients.NEEDED, 200))).isEmpty();
  }

  @Test
  void forbidden_by_a_listener_that_ignores_client_certificates_says_so() throws Exception {
    assertThat(failures(listener(home, home, Clients.IGNORED, 403)))
        .satisfiesExactly(
            known ->
                assertThat(known)
                    .isEqualTo("Health check request failed, status code is 403, 'Forbidden'."),
            why -> assertThat(why).contains("ignores client certificates", "want-client-auth"));
  }

  @Test
  void forbidden_with_a_certificate_names_the_certificate() throws Exception {
    assertThat(failures(listener(home, home, Clients.WANTED, 403)))
        .satisfiesExactly(
            known -> assertThat(known).contains("status code is 403, 'Forbidden'."),
            why -> assertThat(why).contains("is not registered here").contains("/api/v1/nodes"));
  }

  @Test
  void another_status_is_told_with_what_it_means() throws Exception {
    assertThat(failures(listener(home, home, Clients.WANTED, 404)))
        .satisfiesExactly(
            known -> assertThat(known).contains("404, 'Not Found'"),
            why -> assertThat(why).contains("has not the role crp"));
  }

  @Test
  void a_wrong_name_is_told_with_the_names_in_the_certificate() throws Exception {
    URI right = listener(home, home, Clients.WANTED, 200);
    URI wrong = URI.create("https://127.0.0.1:" + right.getPort());

    assertThat(failures(wrong))
        .satisfiesExactly(
            known -> assertThat(known).startsWith("Health check request failed, no answer from"),
            why ->
                assertThat(why)
                    .contains(
                        "CERT_CN_INVALID",
                        "127.0.0.1 was called",
                        "scep.example.test, localhost",
                        "scepter.registrationpoint.health-url"));
  }

  @Test
  void a_client_certificate_that_the_trust_store_refuses_is_told_with_its_issuer()
      throws Exception {
    assertThat(failures(listener(home, other, Clients.NEEDED, 200)))
        .hasSize(2)
        .last()
        .asString()
        .contains("refuses the policy module's certificate", "must be in the listener's trust");
  }

  @Test
  void a_listener_of_a_foreign_root_is_not_believed() throws Exception {
    assertThat(failures(listener(other, home, Clients.WANTED, 200)))
        .hasSize(2)
        .last()
        .asString()
        .contains("does not come from this home's root");
  }

  @Test
  void a_certificate_that_is_out_of_date_is_told_with_its_end() throws Exception {
    ScepterHome old =
        home("old", Clock.fixed(Instant.now().minus(Duration.ofDays(5000)), ZoneOffset.UTC));

    assertThat(
            new ListenerProbe(old, listener(old, old, Clients.IGNORED, 200), TIMEOUT)
                .failures()
                .get(1))
        .contains("valid until 20", "is out of date");
  }

  @Test
  void a_closed_port_and_one_without_tls_are_told_apart() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    assertThat(failures(URI.create("https://localhost:" + closed)).get(1))
        .contains("Nothing answers at localhost:" + closed);

    HttpServer plain =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    assertThat(failures(serving(plain, 200)).get(1)).contains("the internal listener?");
  }

  @Test
  void a_client_certificate_that_cannot_be_read_is_microsofts_known_line() throws IOException {
    ScepterHome bare = home("bare", Clock.systemUTC());
    java.nio.file.Files.delete(bare.resolve("ndes/policy-module.p12"));

    assertThat(new ListenerProbe(bare, URI.create("https://localhost:1"), TIMEOUT).failures())
        .first()
        .isEqualTo("Failed to retrieve client certificate. Error -2147467259");
  }

  @Test
  void a_signing_key_is_looked_at_too() throws IOException {
    assertThat(new SigningKeyProbe(home, KEYS, Clock.systemUTC()).failures()).isEmpty();
    assertThat(new SigningKeyProbe(home, KEYS, at(Duration.ofDays(9000))).failures())
        .singleElement()
        .asString()
        .startsWith("The signing certificate has expired at ");
    assertThat(new SigningKeyProbe(home, KEYS, at(Duration.ofDays(-9))).failures())
        .singleElement()
        .asString()
        .startsWith("The signing certificate is not valid before ");

    ScepterHome broken = home("broken", Clock.systemUTC());
    java.nio.file.Files.write(broken.resolve(SigningKeyProbe.FILE), new byte[] {1});
    assertThat(new SigningKeyProbe(broken, KEYS, Clock.systemUTC()).failures())
        .singleElement()
        .asString()
        .startsWith("Signing certificate could not be retrieved: ");
  }

  private static Clock at(Duration from) {
    return Clock.fixed(Instant.now().plus(from), ZoneOffset.UTC);
  }
}
