package org.scepter.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.scepter.issuing.signing.CertificatePlan;
import org.scepter.issuing.signing.Issuer;
import org.scepter.issuing.signing.PublishedAt;
import org.scepter.issuing.signing.X509;
import org.scepter.issuing.succession.KeyFile;
import org.scepter.pki.Der;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.SubjectAltName;
import org.scepter.pki.SubjectName;
import org.scepter.pki.UnreadableException;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.keys.KeyHolders;
import org.scepter.testing.Command;
import org.scepter.testing.Eventually;
import org.scepter.testing.OnServer;
import org.scepter.testing.ServerBeans;
import org.scepter.testing.SiteClient;
import org.scepter.testing.TestServer;
import org.scepter.testing.scep.TestKeys;

/**
 * What is in a listener's key store, what the listener shows, and how the one becomes the other.
 */
@OnServer
class ReloadTlsIT {
  private static final String FILE = "tls/internal.p12";
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String PAYARA = System.getProperty("scepter.test.payara");

  private final TestServer server = TestServer.running();
  private final SiteClient site = server.site();
  private final ScepterHome home = ScepterHome.open(server.home());

  @Test
  void a_fresh_servers_certificates_are_listed_and_nothing_is_wrong() {
    List<JsonObject> all = all();

    assertThat(all)
        .extracting(each -> each.getString("name"))
        .contains(
            "tls-public",
            "tls-internal",
            "ndes-policy-module",
            "crp-authorisation",
            "ra-signing",
            "ra-decryption",
            "ca-issuing",
            "ca-root");
    assertThat(all)
        .allSatisfy(
            each -> {
              assertThat(each.getString("state")).isEqualTo("good");
              assertThat(each.getJsonArray("warnings")).isEmpty();
            });
    try (ServerBeans beans = ServerBeans.of(server)) {
      assertThat((String[]) beans.attribute("Certificates", "Warnings")).isEmpty();
    }
  }

  @Test
  void an_auditor_sees_them() {
    assertThat(site.withRole("auditor").get("infrastructure-certificates").status()).isEqualTo(200);
  }

  @Test
  void a_listener_shows_a_new_certificate_after_reload_tls_and_without_a_restart()
      throws Exception {
    KeyEntry old = home.key(FILE);
    KeyEntry fresh = like(old);
    KeyFile.write(home, FILE, fresh);
    try {
      assertThat(shown()).isEqualTo(old.certificate());
      assertThat(warnings())
          .singleElement()
          .asString()
          .contains("shows another certificate than", FILE)
          .endsWith("reload-tls");
      assertThat(named().getJsonObject("served").getBoolean("isFromFile")).isFalse();

      reload();

      Eventually.until("the new one is shown", PATIENCE, () -> isShown(fresh));
      assertThat(warnings()).isEmpty();
      assertThat(named().getJsonObject("served").getBoolean("isFromFile")).isTrue();
    } finally {
      KeyFile.write(home, FILE, old);
      reload();
    }
    Eventually.until("the old one is shown", PATIENCE, () -> isShown(old));
    assertThat(site.post("registration-point/check").expect(200).json().getInt("status")).isZero();
  }

  @Test
  void payaras_listeners_are_left_alone_while_they_show_what_is_in_their_key_stores() {
    assumeTrue(PAYARA != null, "WildFly closes no listener");
    reload();

    assertThat(reload().text())
        .contains("http-listener-2 shows", "scepter-internal shows")
        .doesNotContain(" now.");
  }

  private boolean isShown(KeyEntry key) {
    try {
      return shown().equals(key.certificate());
    } catch (java.io.UncheckedIOException e) {
      // The listener is just being made anew.
      return false;
    }
  }

  private X509Certificate shown() {
    return server.shownCertificate(server.internal());
  }

  private List<JsonObject> all() {
    return site.get("infrastructure-certificates")
        .expect(200)
        .json()
        .getJsonArray("items")
        .getValuesAs(JsonObject.class);
  }

  private JsonObject named() {
    return all().stream()
        .filter(each -> each.getString("name").equals("tls-internal"))
        .findFirst()
        .orElseThrow();
  }

  private List<String> warnings() {
    return named().getJsonArray("warnings").getValuesAs(JsonString::getString);
  }

  private static Command.Result reload() {
    String port = System.getProperty("scepter.test.management-port");
    List<String> command =
        PAYARA == null
            ? List.of(
                script("wildfly"),
                "--wildfly",
                System.getProperty("scepter.test.wildfly"),
                "--controller",
                "localhost:" + port)
            : List.of(
                script("payara"),
                "--payara",
                PAYARA,
                "--home",
                TestServer.running().home().toString(),
                "--admin-port",
                port);
    return Command.run(
            Path.of("target").toAbsolutePath(),
            Map.of("JAVA_HOME", System.getProperty("java.home")),
            command)
        .expectSuccess();
  }

  private static String script(String server) {
    return Path.of("server-config", server, "reload-tls").toAbsolutePath().toString();
  }

  /** Another key for the same names, certified by the home's CA. */
  private KeyEntry like(KeyEntry old)
      throws GeneralSecurityException, IOException, UnreadableException {
    KeyPair key = TestKeys.rsa();
    KeyEntry ca = home.key("ca/issuing.p12");
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Issuer issuer =
        Issuer.of(
            ca,
            PublishedAt.below(URI.create(home.publicHttpUrl()), "issuing"),
            KeyHolders.by(new BouncyCastleProvider()));
    Der signed =
        issuer.sign(
            issuer.toBeSigned(
                new CertificatePlan(
                    SerialNumber.random(new SecureRandom()),
                    SubjectName.fromDer(old.certificate().getSubjectX500Principal().getEncoded()),
                    Der.of(key.getPublic().getEncoded()),
                    now.minus(Duration.ofHours(1)),
                    now.plus(Duration.ofDays(100)),
                    CertificatePlan.Constraint.END_ENTITY,
                    X509.keyUsage(old.certificate()),
                    old.certificate().getExtendedKeyUsage(),
                    List.of(new SubjectAltName(SubjectAltName.Kind.DNS, "localhost")),
                    Optional.empty())));
    List<X509Certificate> chain = new ArrayList<>(List.of(X509.certificate(signed)));
    chain.addAll(ca.chain());
    return new KeyEntry(old.alias(), key.getPrivate(), chain);
  }
}
