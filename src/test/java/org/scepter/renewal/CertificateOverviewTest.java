package org.scepter.renewal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLServerSocket;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepter.issuing.succession.KeyFile;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.SettingsReader;
import org.scepter.renewal.OwnCertificate.Renewal;
import org.scepter.testing.Homes;
import org.scepter.testing.OneBean;
import org.scepter.testing.scep.TestKeys;

class CertificateOverviewTest {
  private static final Clock NOW = Clock.systemUTC();

  @TempDir private static Path directory;
  private static ScepterHome home;
  private static SSLServerSocket listener;

  private final Map<String, String> written = new HashMap<>();

  @BeforeAll
  static void makeHome() throws IOException, GeneralSecurityException {
    home =
        Homes.make(
            directory.resolve("home"),
            NOW,
            "init.trial=true",
            "init.tls.key-type=ec-p256",
            "init.policy-module.key-type=ec-p256");
    listener = listening(home, "tls/public.p12");
  }

  @AfterAll
  static void close() throws IOException {
    listener.close();
  }

  @BeforeEach
  void writeSettings() {
    written.put("scepter.home", home.directory().toString());
    written.put("scepter.platform.https-port", Integer.toString(listener.getLocalPort()));
    written.put("scepter.platform.internal-port", Integer.toString(listener.getLocalPort()));
  }

  private static SSLServerSocket listening(ScepterHome home, String file)
      throws IOException, GeneralSecurityException {
    SSLServerSocket socket =
        (SSLServerSocket)
            Homes.tls(home, file, home)
                .getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread thread =
        new Thread(
            () -> {
              while (!socket.isClosed()) {
                try (var call = socket.accept()) {
                  call.getInputStream().read();
                } catch (IOException e) {
                  // Whoever only looks hangs up.
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
    return socket;
  }

  private List<CertificateStatus> all(Clock clock) {
    SettingsReader reader = new SettingsReader(key -> Optional.ofNullable(written.get(key)));
    PlatformSettings platform = PlatformSettings.from(reader);
    RenewalSettings settings = RenewalSettings.from(reader);
    assertThat(reader.faults()).isEmpty();
    return new CertificateOverview(
            new OwnCertificates(new OneBean<>(home), platform, settings),
            new ListenerLook(platform, settings),
            clock)
        .now();
  }

  private static CertificateStatus named(List<CertificateStatus> all, String name) {
    return all.stream().filter(each -> each.own().name().equals(name)).findFirst().orElseThrow();
  }

  private static Clock in(Duration time) {
    return Clock.fixed(Instant.now().plus(time), ZoneOffset.UTC);
  }

  @Test
  void one_server_has_all_of_them() {
    assertThat(all(NOW))
        .extracting(each -> each.own().name())
        .containsExactlyInAnyOrder(
            "tls-public",
            "tls-internal",
            "ndes-policy-module",
            "crp-authorisation",
            "ra-signing",
            "ra-decryption",
            "ocsp-issuing",
            "ca-issuing",
            "ca-root");
  }

  @Test
  void a_node_in_front_has_those_that_it_presents() {
    written.put("scepter.roles", "ndes");

    assertThat(all(NOW))
        .extracting(each -> each.own().name())
        .containsExactlyInAnyOrder(
            "tls-public", "tls-internal", "ndes-policy-module", "ra-signing", "ra-decryption");
  }

  @Test
  void a_listener_that_shows_what_its_file_has_is_well() {
    CertificateStatus status = named(all(NOW), "tls-public");

    assertThat(status.state()).contains(Expiry.State.GOOD);
    assertThat(status.isServedFromFile()).contains(true);
    assertThat(status.warnings()).isEmpty();
  }

  @Test
  void a_listener_that_shows_another_certificate_than_its_file_is_told_with_the_cure() {
    CertificateStatus status = named(all(NOW), "tls-internal");

    assertThat(status.isServedFromFile()).contains(false);
    assertThat(status.warnings())
        .singleElement()
        .asString()
        .contains("shows another certificate than", "tls/internal.p12", "run server-config/")
        .endsWith("reload-tls");
  }

  @Test
  void a_listener_that_is_not_there_is_told() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      written.put("scepter.platform.https-port", Integer.toString(free.getLocalPort()));
    }

    assertThat(named(all(NOW), "tls-public").warnings())
        .singleElement()
        .asString()
        .contains("no certificate was seen at localhost:");
  }

  @Test
  void what_ends_in_sixty_days_is_told_with_its_end() {
    CertificateStatus status = named(all(in(Duration.ofDays(730 - 59))), "tls-public");

    assertThat(status.state()).contains(Expiry.State.EXPIRING);
    assertThat(status.warnings()).anySatisfy(line -> assertThat(line).contains("ends at 20"));
    assertThat(named(all(in(Duration.ofDays(730 - 62))), "tls-public").warnings()).isEmpty();
  }

  @Test
  void an_issuing_ca_that_ends_needs_a_rollover() {
    assertThat(named(all(in(Duration.ofDays(5 * 365 - 30))), "ca-issuing").warnings())
        .singleElement()
        .asString()
        .contains("scepter rollover");
  }

  @Test
  void a_key_store_of_the_operators_is_left_to_the_operator() {
    written.put("scepter.tls.public.store", home.resolve("tls/internal.p12").toString());
    written.put(
        "scepter.tls.public.password-file", home.resolve("secrets/keystore.password").toString());

    CertificateStatus status = named(all(NOW), "tls-public");

    assertThat(status.own().renewal()).isEqualTo(Renewal.OPERATOR);
    assertThat(status.own().certificate()).contains(home.key("tls/internal.p12").certificate());
    assertThat(named(all(NOW), "ndes-policy-module").own().renewal()).isEqualTo(Renewal.ITSELF);
  }

  @Test
  void a_certificate_of_another_ca_in_the_homes_own_file_is_the_operators() throws Exception {
    KeyEntry own = home.key("tls/internal.p12");
    KeyPair key = TestKeys.rsa();
    X500Name name = new X500Name("CN=localhost");
    X509Certificate foreign =
        new JcaX509CertificateConverter()
            .getCertificate(
                new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.TEN,
                        own.certificate().getNotBefore(),
                        own.certificate().getNotAfter(),
                        name,
                        key.getPublic())
                    .build(new JcaContentSignerBuilder("SHA256withRSA").build(key.getPrivate())));
    KeyFile.write(
        home, "tls/internal.p12", new KeyEntry("internal", key.getPrivate(), List.of(foreign)));
    try {
      assertThat(named(all(NOW), "tls-internal").own().renewal()).isEqualTo(Renewal.OPERATOR);
    } finally {
      KeyFile.write(home, "tls/internal.p12", own);
    }
    assertThat(named(all(NOW), "tls-internal").own().renewal()).isEqualTo(Renewal.ITSELF);
  }

  @Test
  void a_pinned_certificate_is_the_operators() {
    written.put("scepter.renewal.pinned", "crp-authorisation");

    assertThat(named(all(NOW), "crp-authorisation").own().renewal()).isEqualTo(Renewal.OPERATOR);
  }

  @Test
  void a_file_that_cannot_be_read_is_told() throws IOException {
    written.put(
        "scepter.tls.public.store",
        Files.write(directory.resolve("broken.p12"), new byte[] {1}).toString());
    written.put(
        "scepter.tls.public.password-file", home.resolve("secrets/keystore.password").toString());

    CertificateStatus status = named(all(NOW), "tls-public");

    assertThat(status.state()).isEmpty();
    assertThat(status.warnings())
        .anySatisfy(line -> assertThat(line).contains("broken.p12 cannot be read"));
  }

  @Test
  void only_what_renews_itself_can_be_pinned() {
    SettingsReader reader =
        new SettingsReader(
            key ->
                key.equals("scepter.renewal.pinned") ? Optional.of("ca-root") : Optional.empty());
    RenewalSettings.from(reader);

    assertThat(reader.faults()).singleElement().asString().contains("ca-root");
  }
}
