package org.scepter.issuing.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepter.command.ScepterCommand;
import org.scepter.issuing.AuthorityKeys;
import org.scepter.issuing.Heard;
import org.scepter.issuing.IssuingSettings;
import org.scepter.pki.Thumbprint;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.SettingsReader;

class RevocationListsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  @TempDir private static Path directory;
  private static AuthorityKeys keys;

  private final Map<Thumbprint, RevocationList> stored = new HashMap<>();
  private final Heard heard = new Heard();

  @BeforeAll
  static void home() {
    List<String> words =
        List.of(
            "init",
            "--home",
            directory.resolve("home").toString(),
            "--set",
            "init.trial=true",
            "--set",
            "init.root.key-type=ec-p384",
            "--set",
            "init.issuing.key-type=rsa-2048");
    PrintStream quiet = new PrintStream(PrintStream.nullOutputStream());
    assertThat(new ScepterCommand(quiet, quiet, Clock.systemUTC()).run(words)).isZero();
    keys =
        new AuthorityKeys(
            ScepterHome.open(directory.resolve("home")),
            new BouncyCastleProvider(),
            java.time.Clock.systemUTC());
  }

  /** One node at one moment; the records outlive it. */
  private RevocationLists lists(Instant at) {
    return new RevocationLists(
        new RevocationListRecords() {
          @Override
          public Optional<RevocationList> newest(Thumbprint issuer) {
            return Optional.ofNullable(stored.get(issuer));
          }

          @Override
          public boolean succeed(Thumbprint issuer, RevocationList next) {
            long newest = newest(issuer).map(RevocationList::number).orElse(0L);
            if (next.number() != newest + 1) {
              return false;
            }
            stored.put(issuer, next);
            return true;
          }
        },
        IssuingSettings.from(new SettingsReader(key -> Optional.empty())),
        Clock.fixed(at, ZoneOffset.UTC),
        heard);
  }

  private static X509CRL crl(RevocationList list) throws Exception {
    return (X509CRL)
        CertificateFactory.getInstance("X.509")
            .generateCRL(new ByteArrayInputStream(list.crl().bytes()));
  }

  private static X509Certificate certificate(AuthorityKeys.Authority ca) throws Exception {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(ca.certificate().certificate().bytes()));
  }

  @Test
  void each_ca_signs_a_crl_that_revokes_nothing() throws Exception {
    for (AuthorityKeys.Authority ca : List.of(keys.issuing(), keys.root())) {
      X509CRL crl = crl(lists(NOW).current(ca));
      crl.verify(certificate(ca).getPublicKey());
      assertThat(crl.getRevokedCertificates()).isNull();
      assertThat(crl.getIssuerX500Principal()).isEqualTo(certificate(ca).getSubjectX500Principal());
      assertThat(crl.getThisUpdate().toInstant()).isEqualTo(NOW.minus(Duration.ofMinutes(10)));
      assertThat(crl.getNextUpdate().toInstant()).isEqualTo(NOW.plus(Duration.ofDays(7)));
      assertThat(crl.getNonCriticalExtensionOIDs())
          .containsExactlyInAnyOrder("2.5.29.20", "2.5.29.35");
    }
  }

  @Test
  void it_stays_the_same_until_it_is_due_also_after_a_restart() {
    RevocationLists node = lists(NOW);
    RevocationList first = node.current(keys.issuing());
    assertThat(node.current(keys.issuing())).isEqualTo(first);
    assertThat(node.current(keys.issuing())).isEqualTo(first);
    assertThat(lists(NOW.plus(Duration.ofHours(23))).current(keys.issuing())).isEqualTo(first);
    assertThat(heard.all()).hasSize(1);
  }

  @Test
  void the_next_one_comes_long_before_the_old_one_ends_with_a_greater_number() throws Exception {
    RevocationList first = lists(NOW).current(keys.issuing());
    RevocationList second = lists(NOW.plus(Duration.ofDays(1))).current(keys.issuing());
    assertThat(second.number()).isEqualTo(first.number() + 1);
    assertThat(crl(second).getExtensionValue("2.5.29.20")).containsExactly(4, 3, 2, 1, 2);
  }

  @Test
  void one_that_has_ended_is_never_given() {
    lists(NOW).current(keys.issuing());
    RevocationList late = lists(NOW.plus(Duration.ofDays(400))).current(keys.issuing());
    assertThat(late.nextUpdate()).isAfter(NOW.plus(Duration.ofDays(400)));
  }
}
