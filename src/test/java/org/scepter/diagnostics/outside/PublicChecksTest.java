package org.scepter.diagnostics.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.diagnostics.Finding;
import org.scepter.diagnostics.files.HomeCertificates;
import org.scepter.platform.ScepterHome;
import org.scepter.testing.Homes;

/** What is seen of a public URL that is wrong in one way each. */
class PublicChecksTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final Clock NOW = Clock.systemUTC();

  @TempDir private static Path directory;
  private static ScepterHome home;
  private static ScepterHome other;
  private PublicServer server;

  @BeforeAll
  static void homes() {
    home =
        Homes.make(
            directory.resolve("home"),
            NOW,
            "init.public-url=https://localhost:8443",
            "init.tls.key-type=ec-p256");
    other = Homes.make(directory.resolve("other"), NOW, "init.public-url=https://localhost:8443");
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static List<X509Certificate> bundle(ScepterHome of) {
    List<X509Certificate> all =
        new ArrayList<>(
            List.of(
                of.key("ra/signing.p12").certificate(), of.key("ra/decryption.p12").certificate()));
    all.addAll(of.key("ca/issuing.p12").chain());
    return all;
  }

  private PublicServer serving(ScepterHome shows, Consumer<SSLParameters> bending)
      throws Exception {
    server = new PublicServer(Homes.tls(shows, "tls/public.p12", shows), bending);
    return server.withCertificates(bundle(home));
  }

  private PublicServer serving() throws Exception {
    return serving(home, ssl -> ssl.setWantClientAuth(false));
  }

  private static PublicAddress address(URI url, Clock clock) {
    return new PublicAddress(url, new HomeCertificates(home).roots(), clock, TIMEOUT);
  }

  private static List<Finding> scep(URI url, Clock clock) {
    return new PublicUrlCheck(
            address(url, clock), new HomeCertificates(home).registrationAuthority())
        .look();
  }

  private List<Finding> scep() {
    return scep(server.at("localhost"), NOW);
  }

  private static List<Finding> tls(URI url, Clock clock) {
    return new PublicTlsCheck(address(url, clock)).look();
  }

  private static Finding only(List<Finding> findings, String subject) {
    return findings.stream()
        .filter(each -> each.subject().equals(subject))
        .reduce(
            (one, two) -> {
              throw new AssertionError(findings);
            })
        .orElseThrow(() -> new AssertionError(findings));
  }

  private static void require(Finding finding, Finding.Level level, String seen, String cure) {
    assertThat(finding.level()).as(finding.line()).isEqualTo(level);
    assertThat(finding.seen()).contains(seen);
    assertThat(finding.cure()).contains(cure);
  }

  @Test
  void a_right_server_has_no_fault() throws Exception {
    serving();

    List<Finding> all = new ArrayList<>(tls(server.at("localhost"), NOW));
    all.addAll(scep());

    assertThat(all)
        .allSatisfy(each -> assertThat(each.level()).as(each.line()).isEqualTo(Finding.Level.OK))
        .extracting(Finding::subject)
        .containsExactly(
            "public TLS", "public URL", "GetCACaps", "long query", "GetCACert", "clock");
    assertThat(only(all, "public TLS").seen()).contains("localhost", "TLSv1.3 and TLSv1.2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      value = {
        "302 -> leads to https://login.example.test/ -> follow no redirection",
        "401 -> answers 401 -> no pre-authentication",
        "403 -> answers 403 -> pass /certsrv/mscep and /scep",
        "404 -> answers 404 -> with the role ndes",
        "502 -> answers 502 -> let the proxy reach Scepter",
        "500 -> answers 500 -> see the log",
        "204 -> answers 204 -> answers this question with 200",
      })
  void another_status_is_told_with_what_it_means(int status, String seen, String cure)
      throws Exception {
    serving().with("GetCACaps", status, "text/html", new byte[0]);

    List<Finding> findings = scep();

    assertThat(findings).hasSize(1);
    require(findings.get(0), Finding.Level.FAIL, seen, cure);
  }

  @Test
  void a_login_page_in_place_of_an_answer_is_seen() throws Exception {
    serving().with("GetCACaps", 200, "text/html", new byte[] {'<'});
    require(
        only(scep(), "public URL"),
        Finding.Level.FAIL,
        "text/html where text/plain is expected",
        "no pre-authentication");

    server.with("GetCACaps", 200, "text/plain", bytes(PublicServer.CAPABILITIES));
    server.with("GetCACert", 200, "text/html", new byte[] {'<'});
    require(only(scep(), "GetCACert"), Finding.Level.FAIL, "text/html", "no pre-authentication");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void missing_capabilities_are_named() throws Exception {
    serving().with("GetCACaps", 200, "text/plain", bytes("SHA-1\r\nDES3\r\nSHA-256\r\n"));

    require(only(scep(), "GetCACaps"), Finding.Level.WARN, "does not say POSTPKI", "compatibility");
  }

  @Test
  void a_long_query_that_is_refused_or_cut_is_told_with_the_examples() throws Exception {
    serving().withLongestQuery(8192);

    require(
        only(scep(), "long query"), Finding.Level.FAIL, "are answered 414", "deployments/proxy");
  }

  @Test
  void certificates_that_devices_cannot_use_are_told() throws Exception {
    List<X509Certificate> right = bundle(home);
    serving().withCertificates(bundle(other));
    require(only(scep(), "GetCACert"), Finding.Level.FAIL, "are others than", "same RA keys");

    server.withCertificates(right.subList(1, right.size()));
    require(only(scep(), "GetCACert"), Finding.Level.FAIL, "for signing", "ra directory");

    server.withCertificates(right.subList(0, 2));
    require(only(scep(), "GetCACert"), Finding.Level.FAIL, "is not among", "NDESPlugin.log");

    List<X509Certificate> turned = new ArrayList<>(right);
    java.util.Collections.reverse(turned);
    server.withCertificates(turned);
    require(only(scep(), "GetCACert"), Finding.Level.FAIL, "do not come first", "renew");

    server.with("GetCACert", 200, "application/x-x509-ca-ra-cert", bytes("garbage"));
    require(only(scep(), "GetCACert"), Finding.Level.FAIL, "", "");
  }

  @ParameterizedTest
  @CsvSource({"PT0S,OK", "PT20S,OK", "PT2M,WARN", "-PT2M,WARN", "PT6M,FAIL", "-PT6M,FAIL"})
  void clocks_that_differ_are_told(Duration offset, Finding.Level level) throws Exception {
    serving();

    Finding clock = only(scep(server.at("localhost"), Clock.offset(NOW, offset)), "clock");

    assertThat(clock.level()).as(clock.line()).isEqualTo(level);
  }

  @Test
  void a_url_that_leads_nowhere_is_told_with_what_is_missing() throws Exception {
    URI closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = URI.create("https://localhost:" + socket.getLocalPort());
    }

    require(only(scep(closed, NOW), "public URL"), Finding.Level.FAIL, "localhost", "listen");
    require(only(tls(closed, NOW), "public TLS"), Finding.Level.FAIL, "no handshake", "listen");
    URI unknown = URI.create("https://scep.invalid");
    require(only(scep(unknown, NOW), "public URL"), Finding.Level.FAIL, "scep.invalid", "DNS");
    require(only(tls(unknown, NOW), "public TLS"), Finding.Level.FAIL, "no handshake", "DNS");
  }

  @Test
  void a_silent_server_holds_nobody_up() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      URI url = URI.create("https://localhost:" + silent.getLocalPort());
      long start = System.nanoTime();

      assertThat(only(scep(url, NOW), "public URL").level()).isEqualTo(Finding.Level.FAIL);
      assertThat(only(tls(url, NOW), "public TLS").level()).isEqualTo(Finding.Level.FAIL);

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.multipliedBy(5));
    }
  }

  @Test
  void a_wrong_name_is_told_with_the_names_in_the_certificate() throws Exception {
    serving();
    URI wrong = server.at("127.0.0.1");

    require(
        only(tls(wrong, NOW), "public TLS"),
        Finding.Level.FAIL,
        "127.0.0.1 shows a certificate for localhost",
        "subject alternative names");
    require(only(scep(wrong, NOW), "public URL"), Finding.Level.FAIL, "", "public TLS");
  }

  @Test
  void a_chain_that_leads_nowhere_is_told() throws Exception {
    serving(other, ssl -> ssl.setWantClientAuth(false));

    require(
        only(tls(server.at("localhost"), NOW), "public TLS"),
        Finding.Level.FAIL,
        "leads to no root",
        "intermediate");
  }

  @Test
  void what_devices_cannot_do_in_a_handshake_is_told() throws Exception {
    serving(home, ssl -> ssl.setWantClientAuth(true));
    require(
        only(tls(server.at("localhost"), NOW), "public TLS"),
        Finding.Level.FAIL,
        "asks for a client certificate",
        "switch client authentication off");
    server.close();

    serving(home, ssl -> ssl.setProtocols(new String[] {"TLSv1.3"}));
    require(
        only(tls(server.at("localhost"), NOW), "public TLS"),
        Finding.Level.FAIL,
        "TLS 1.2 is refused",
        "macOS and Windows");
  }

  @Test
  void a_server_that_ends_handshakes_is_told_with_what_devices_need() throws Exception {
    serving(
        home,
        ssl -> {
          ssl.setProtocols(new String[] {"TLSv1.2"});
          ssl.setNeedClientAuth(true);
        });

    require(
        only(tls(server.at("localhost"), NOW), "public TLS"),
        Finding.Level.FAIL,
        "no handshake",
        "without a client certificate");
  }

  @Test
  void a_server_that_breaks_connections_off_is_told_the_same() throws Exception {
    try (ServerSocket breaking = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> broken = CompletableFuture.runAsync(() -> breakOff(breaking));

      require(
          only(tls(URI.create("https://localhost:" + breaking.getLocalPort()), NOW), "public TLS"),
          Finding.Level.FAIL,
          "ends the connection in the handshake",
          "without a client certificate");
      broken.get();
    }
  }

  /** Closes with a reset, as servers do that have said why and are not read. */
  private static void breakOff(ServerSocket server) {
    try (Socket peer = server.accept()) {
      peer.getInputStream().read();
      peer.setSoLinger(true, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void the_end_of_a_certificate_is_told_before_it_comes() throws Exception {
    serving();
    X509Certificate served = home.key("tls/public.p12").certificate();
    Duration left = Duration.between(NOW.instant(), served.getNotAfter().toInstant());

    require(
        tls(server.at("localhost"), Clock.offset(NOW, left.minusDays(30))).get(0),
        Finding.Level.WARN,
        "expires at",
        "renew it");
    require(
        tls(server.at("localhost"), Clock.offset(NOW, left.plusDays(1))).get(0),
        Finding.Level.FAIL,
        "has expired at",
        "renew it");
  }

  @Test
  void a_url_without_tls_is_worth_a_warning() {
    require(
        only(tls(URI.create("http://localhost:1"), NOW), "public TLS"),
        Finding.Level.WARN,
        "without TLS",
        "https");
  }
}
