package org.scepter.issuing.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepter.issuing.AuthorityKeys;
import org.scepter.issuing.Generation;
import org.scepter.issuing.Heard;
import org.scepter.issuing.InfrastructureCertificate;
import org.scepter.issuing.IssuingSettings;
import org.scepter.issuing.RecordsInMemory;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.SettingsReader;
import org.scepter.platform.keys.KeyHolders;
import org.scepter.testing.Homes;
import org.scepter.testing.Logged;
import org.scepter.testing.SetClock;

class ResponderKeysTest {
  private static final Instant MADE = Instant.parse("2026-11-23T10:00:00Z");
  private static final SettingsReader NO_SETTINGS = new SettingsReader(key -> Optional.empty());
  @TempDir private static Path once;
  @TempDir private Path directory;

  private final SetClock clock = new SetClock(MADE);
  private final RecordsInMemory book = new RecordsInMemory();
  private final Heard heard = new Heard();
  private final Module module = new Module();
  private ScepterHome home;
  private Responders responders;

  /** Bouncy Castle's algorithms, as long as the CA's key is there. */
  private static final class Module extends Provider {
    private static final long serialVersionUID = 1;
    private transient boolean isGone;

    Module() {
      super("Module", "1", "a key module of the test");
    }

    @Override
    public Service getService(String type, String algorithm) {
      if (isGone && type.equals("Signature")) {
        throw new ProviderException("the module is gone");
      }
      return Asking.PROVIDER.getService(type, algorithm);
    }
  }

  @BeforeAll
  static void makeHomes() {
    Homes.make(once.resolve("home"), new SetClock(MADE), "init.trial=true");
    Homes.make(once.resolve("foreign"), new SetClock(MADE), "init.trial=true");
  }

  @BeforeEach
  void copyHome() throws IOException {
    try (Stream<Path> tree = Files.walk(once.resolve("home"))) {
      for (Path each : tree.toList()) {
        Files.copy(each, directory.resolve("home").resolve(once.resolve("home").relativize(each)));
      }
    }
    home = ScepterHome.open(directory.resolve("home"));
    responders = new Responders(home, Asking.PROVIDER, KeyHolders.by(Asking.PROVIDER), clock);
  }

  private ResponderKeys keys() {
    return new ResponderKeys(
        home,
        responders,
        new ResponderCertification(
            home, book, IssuingSettings.from(NO_SETTINGS), new SecureRandom(), clock, heard),
        StatusSettings.from(NO_SETTINGS),
        new SecureRandom(),
        clock);
  }

  private Generation ca() {
    return new AuthorityKeys(home, KeyHolders.by(module), clock).published().get(0);
  }

  private X509Certificate certificate() {
    return home.key("ocsp/issuing.p12").certificate();
  }

  @Test
  void a_new_home_has_one_for_thirty_days_and_nothing_is_made() {
    assertThat(Duration.between(MADE, certificate().getNotAfter().toInstant()))
        .isEqualTo(Duration.ofDays(30));
    clock.pass(Duration.ofDays(19));

    keys().keep(ca());

    assertThat(book.infrastructure()).isEmpty();
  }

  @Test
  void a_home_from_before_there_were_responders_gets_one_that_is_on_record() throws Exception {
    for (String each : new String[] {"ocsp/issuing.p12", "certificates/ocsp-issuing.cer", "ocsp"}) {
      Files.delete(home.resolve(each));
    }
    Generation ca = ca();
    assertThat(responders.of(ca)).isEmpty();

    keys().keep(ca);

    assertThat(responders.of(ca)).isPresent();
    assertThat(book.infrastructure())
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.name()).isEqualTo("ocsp-issuing");
              assertThat(each.certificate().bytes()).isEqualTo(certificate().getEncoded());
            });
    assertThat(home.resolve("certificates/ocsp-issuing.cer"))
        .hasBinaryContent(certificate().getEncoded());
    assertThat(certificate().getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.9");
    assertThat(certificate().getExtensionValue("1.3.6.1.5.5.7.48.1.5")).isNotNull();
    assertThat(certificate().getSubjectX500Principal().getName())
        .isEqualTo("O=Scepter trial,CN=Scepter trial OCSP");
    assertThat(heard.all()).hasSize(1);
  }

  @Test
  void a_third_before_its_end_it_has_a_successor_that_answers_at_once() {
    X509Certificate old = certificate();
    Generation ca = ca();
    responders.of(ca);
    clock.pass(Duration.ofDays(21));

    keys().keep(ca);

    assertThat(certificate().getNotAfter()).isAfter(old.getNotAfter());
    assertThat(certificate().getPublicKey()).isNotEqualTo(old.getPublicKey());
    assertThat(responders.of(ca).orElseThrow().certificate().getSerialNumber())
        .isEqualTo(certificate().getSerialNumber());
    keys().keep(ca);
    assertThat(book.infrastructure()).extracting(InfrastructureCertificate::name).hasSize(1);
  }

  @Test
  void while_the_cas_key_is_away_the_old_one_serves_and_one_line_tells_of_it() {
    X509Certificate old = certificate();
    Generation ca = ca();
    clock.pass(Duration.ofDays(21));
    module.isGone = true;
    ResponderKeys keys = keys();

    try (Logged log = new Logged(ResponderKeys.class.getName())) {
      for (int minute = 0; minute < 3; minute++) {
        keys.keep(ca);
        clock.pass(Duration.ofSeconds(61));
      }
      assertThat(log.lines()).singleElement().asString().contains("the last one serves");
    }
    assertThat(certificate()).isEqualTo(old);
    assertThat(responders.of(ca)).isPresent();

    module.isGone = false;
    keys.keep(ca);
    assertThat(certificate()).isNotEqualTo(old);
  }

  @Test
  void what_ends_with_its_ca_is_not_made_again_and_again() {
    Generation ca = ca();
    clock.set(ca.authority().certificate().notAfter().minus(Duration.ofDays(5)));
    ResponderKeys keys = keys();
    keys.keep(ca);
    assertThat(certificate().getNotAfter().toInstant())
        .isEqualTo(ca.authority().certificate().notAfter());

    clock.pass(Duration.ofDays(4));
    keys.keep(ca);
    clock.pass(Duration.ofDays(4));
    keys.keep(ca);

    assertThat(book.infrastructure()).hasSize(1);
  }

  @Test
  void a_key_that_another_ca_certified_answers_nothing_and_is_replaced() throws Exception {
    org.scepter.issuing.succession.KeyFile.write(
        home,
        "ocsp/issuing.p12",
        ScepterHome.open(once.resolve("foreign")).key("ocsp/issuing.p12"));
    Generation ca = ca();
    assertThat(responders.of(ca)).isEmpty();

    keys().keep(ca);

    assertThat(responders.of(ca)).isPresent();
  }
}
