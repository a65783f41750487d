package org.scepter.renewal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepter.issuing.signing.CertificatePlan;
import org.scepter.issuing.signing.Issuer;
import org.scepter.issuing.signing.PublishedAt;
import org.scepter.issuing.signing.X509;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.Der;
import org.scepter.pki.SerialNumber;
import org.scepter.platform.KeyEntry;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.SettingsReader;
import org.scepter.platform.keys.KeyHolders;
import org.scepter.testing.Homes;
import org.scepter.testing.OneBean;
import org.scepter.testing.OwnServer;
import org.scepter.testing.SetClock;

class RenewalsTest {
  private static final Provider PROVIDER = new BouncyCastleProvider();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Duration LIFETIME = Duration.ofDays(90);
  private static final String POLICY_MODULE = "ndes/policy-module.p12";

  @TempDir private static Path directory;
  private static Path template;
  private static Instant made;
  private static int homes;

  private final Map<String, String> written = new HashMap<>();
  private final SetClock clock = new SetClock(Instant.EPOCH);
  private final Signing certifier = new Signing();
  private ScepterHome home;

  @BeforeAll
  static void makeTemplate() {
    template = directory.resolve("template");
    made = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Homes.make(
        template,
        Clock.fixed(made, ZoneOffset.UTC),
        "init.trial=true",
        "init.backdate=PT0S",
        "init.tls.key-type=ec-p256",
        "init.tls.lifetime=P90D",
        "init.policy-module.key-type=ec-p256",
        "init.policy-module.lifetime=P90D",
        "init.crp.lifetime=P90D");
  }

  @BeforeEach
  void copyHome() {
    Path copy = directory.resolve("home-" + homes++);
    OwnServer.copy(template, copy);
    home = ScepterHome.open(copy);
    written.put("scepter.home", copy.toString());
  }

  private Renewals renewals() {
    SettingsReader reader = new SettingsReader(key -> Optional.ofNullable(written.get(key)));
    PlatformSettings platform = PlatformSettings.from(reader);
    RenewalSettings settings = RenewalSettings.from(reader);
    assertThat(reader.faults()).isEmpty();
    KeyRenewal keys = new KeyRenewal(home, certifier, RANDOM, KeyHolders.by(PROVIDER), clock);
    return new Renewals(
        new OwnCertificates(new OneBean<>(home), platform, settings),
        keys,
        new SignerRenewal(home, keys),
        settings,
        clock);
  }

  private void runAfter(int days) {
    clock.set(made.plus(Duration.ofDays(days)));
    renewals().run();
  }

  private X509Certificate certificate(String path) {
    return home.key(path).certificate();
  }

  private List<String> box() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("certmgr.box"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void nothing_is_renewed_before_a_third_of_its_life_is_left() {
    runAfter(60);

    assertThat(certifier.asked).isEmpty();
  }

  @Test
  void what_is_due_has_a_new_key_under_the_same_names_and_the_old_one_beside_it() {
    KeyEntry old = home.key(POLICY_MODULE);

    runAfter(61);

    KeyEntry renewed = home.key(POLICY_MODULE);
    assertThat(certifier.asked)
        .containsExactlyInAnyOrder(
            "tls-public", "tls-internal", "ndes-policy-module", "crp-authorisation");
    assertThat(renewed.privateKey()).isNotEqualTo(old.privateKey());
    assertThat(renewed.alias()).isEqualTo(old.alias());
    assertThat(renewed.certificate().getSubjectX500Principal())
        .isEqualTo(old.certificate().getSubjectX500Principal());
    assertThat(renewed.certificate().getExtensionValue("2.5.29.17"))
        .isEqualTo(old.certificate().getExtensionValue("2.5.29.17"));
    assertThat(renewed.certificate().getNotAfter()).isAfter(old.certificate().getNotAfter());
    assertThat(home.key("ndes/policy-module-previous.p12").certificate())
        .isEqualTo(old.certificate());
  }

  @Test
  void files_are_whole_and_their_owners_alone() throws IOException {
    runAfter(61);

    List<Path> files = new ArrayList<>();
    for (String each : List.of("ndes", "tls", "crp")) {
      try (Stream<Path> inside = Files.list(home.resolve(each))) {
        inside.filter(Files::isRegularFile).forEach(files::add);
      }
    }
    assertThat(files)
        .isNotEmpty()
        .allSatisfy(
            file -> {
              assertThat(Files.getPosixFilePermissions(file))
                  .isEqualTo(PosixFilePermissions.fromString("rw-------"));
              assertThat(file.toString()).doesNotEndWith(".new").doesNotContain("-next");
            });
  }

  @Test
  void a_client_key_that_nobody_takes_does_not_replace_the_old_one() {
    X509Certificate old = certificate(POLICY_MODULE);
    certifier.isTaken = false;

    runAfter(61);

    assertThat(certifier.asked).contains("ndes-policy-module");
    assertThat(certificate(POLICY_MODULE)).isEqualTo(old);
    assertThat(certificate("tls/public.p12")).isNotEqualTo(certificate("tls/public-previous.p12"));
  }

  @Test
  void a_ca_that_refuses_leaves_the_old_key_and_is_asked_again() {
    X509Certificate old = certificate("tls/public.p12");
    certifier.isWilling = false;
    runAfter(61);
    assertThat(certificate("tls/public.p12")).isEqualTo(old);

    certifier.isWilling = true;
    runAfter(62);
    assertThat(certificate("tls/public.p12")).isNotEqualTo(old);
  }

  @Test
  void the_next_signing_certificate_is_published_before_its_key_signs() throws IOException {
    X509Certificate old = certificate("crp/authorisation.p12");
    written.put("scepter.renewal.signer-overlap", "P5D");

    runAfter(61);

    assertThat(box()).hasSize(2).contains("crp.cer");
    assertThat(certificate("crp/authorisation.p12")).isEqualTo(old);
    runAfter(65);
    assertThat(certificate("crp/authorisation.p12")).isEqualTo(old);
    assertThat(certifier.asked).filteredOn("crp-authorisation"::equals).hasSize(1);

    runAfter(66);
    X509Certificate renewed = certificate("crp/authorisation.p12");
    assertThat(renewed).isNotEqualTo(old);
    assertThat(certificate("crp/authorisation-previous.p12")).isEqualTo(old);
    assertThat(box()).hasSize(2);
  }

  @Test
  void the_next_key_signs_when_half_of_the_old_ones_rest_is_over_at_the_latest() {
    X509Certificate old = certificate("crp/authorisation.p12");

    runAfter(62);
    runAfter(75);
    assertThat(certificate("crp/authorisation.p12")).isEqualTo(old);
    runAfter(76);
    assertThat(certificate("crp/authorisation.p12")).isNotEqualTo(old);
  }

  @Test
  void what_operators_pin_is_left_alone() {
    X509Certificate old = certificate("crp/authorisation.p12");
    written.put("scepter.renewal.pinned", "crp-authorisation,tls-public");

    runAfter(89);

    assertThat(certifier.asked).containsExactlyInAnyOrder("tls-internal", "ndes-policy-module");
    assertThat(certificate("crp/authorisation.p12")).isEqualTo(old);
  }

  @Test
  void what_ends_with_its_ca_is_not_made_again_and_again() {
    certifier.end = made.plus(LIFETIME);

    runAfter(80);

    assertThat(certifier.asked).isEmpty();
  }

  @Test
  void the_roles_of_a_node_say_what_is_renewed() {
    written.put("scepter.roles", "ndes");

    runAfter(61);

    assertThat(certifier.asked)
        .containsExactlyInAnyOrder("tls-public", "tls-internal", "ndes-policy-module");
  }

  /** The home's CA. */
  private final class Signing implements Certifier {
    private final List<String> asked = new ArrayList<>();
    private boolean isWilling = true;
    private boolean isTaken = true;
    private Instant end = Instant.MAX;

    @Override
    public Certified certify(String name, KeyEntry old, CertificationRequest request)
        throws IOException {
      asked.add(name);
      if (!isWilling) {
        throw new IOException("not today");
      }
      KeyEntry ca = home.key("ca/issuing.p12");
      try {
        Issuer issuer =
            Issuer.of(
                ca,
                PublishedAt.below(URI.create("http://localhost"), "issuing"),
                KeyHolders.by(PROVIDER));
        List<String> purposes = old.certificate().getExtendedKeyUsage();
        Der signed =
            issuer.sign(
                issuer.toBeSigned(
                    new CertificatePlan(
                        SerialNumber.random(RANDOM),
                        request.subject(),
                        request.publicKey().spki(),
                        clock.instant(),
                        clock.instant().plus(LIFETIME),
                        CertificatePlan.Constraint.END_ENTITY,
                        X509.keyUsage(old.certificate()),
                        purposes == null ? List.of() : purposes,
                        request.subjectAltNames(),
                        Optional.empty())));
        List<Der> chain = new ArrayList<>();
        for (X509Certificate each : ca.chain()) {
          chain.add(Der.of(each.getEncoded()));
        }
        return new Certified(signed, chain);
      } catch (GeneralSecurityException e) {
        throw new IOException(e);
      }
    }

    @Override
    public Optional<Instant> latestEnd() {
      return Optional.of(end);
    }

    @Override
    public void tryOut(String keyFile) throws IOException {
      assertThat(home.key(keyFile)).isNotNull();
      if (!isTaken) {
        throw new IOException("403");
      }
    }
  }
}
