package org.scepter.issuing.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.Provider;
import java.security.ProviderException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepter.command.ScepterCommand;
import org.scepter.issuing.AuthorityKeys;
import org.scepter.issuing.Heard;
import org.scepter.issuing.IssuingSettings;
import org.scepter.issuing.RevocationsInMemory;
import org.scepter.issuing.revocation.RevocationReason;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.Thumbprint;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.SettingsReader;
import org.scepter.testing.Logged;
import org.scepter.testing.SetClock;

class RevocationListsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final Provider PROVIDER = new BouncyCastleProvider();
  @TempDir private static Path directory;
  private static AuthorityKeys keys;

  private final Map<Thumbprint, RevocationList> stored = new HashMap<>();
  private final RevocationsInMemory revocations = new RevocationsInMemory();
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
    return lists(Clock.fixed(at, ZoneOffset.UTC));
  }

  private RevocationLists lists(Clock clock) {
    return new RevocationLists(
        new RevocationListRecords() {
          @Override
          public Optional<RevocationList> lock(Thumbprint issuer) {
            return Optional.ofNullable(stored.get(issuer));
          }

          @Override
          public boolean succeed(Thumbprint issuer, RevocationList next) {
            long newest = lock(issuer).map(RevocationList::number).orElse(0L);
            if (next.number() != newest + 1) {
              return false;
            }
            stored.put(issuer, next);
            return true;
          }
        },
        revocations,
        IssuingSettings.from(new SettingsReader(key -> Optional.empty())),
        clock,
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
      X509CRL crl = crl(lists(NOW).current(ca).orElseThrow());
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
    RevocationList first = node.current(keys.issuing()).orElseThrow();
    assertThat(node.current(keys.issuing()).orElseThrow()).isEqualTo(first);
    assertThat(node.current(keys.issuing()).orElseThrow()).isEqualTo(first);
    assertThat(lists(NOW.plus(Duration.ofHours(23))).current(keys.issuing()).orElseThrow())
        .isEqualTo(first);
    assertThat(heard.all()).hasSize(1);
  }

  @Test
  void the_next_one_comes_long_before_the_old_one_ends_with_a_greater_number() throws Exception {
    RevocationList first = lists(NOW).current(keys.issuing()).orElseThrow();
    RevocationList second =
        lists(NOW.plus(Duration.ofDays(1))).current(keys.issuing()).orElseThrow();
    assertThat(second.number()).isEqualTo(first.number() + 1);
    assertThat(crl(second).getExtensionValue("2.5.29.20")).containsExactly(4, 3, 2, 1, 2);
  }

  @Test
  void one_that_has_ended_is_never_given() {
    assertThat(lists(NOW).current(keys.issuing())).isPresent();
    RevocationList late =
        lists(NOW.plus(Duration.ofDays(400))).current(keys.issuing()).orElseThrow();
    assertThat(late.nextUpdate()).isAfter(NOW.plus(Duration.ofDays(400)));
  }

  private void revoke(long serial, Instant at, RevocationReason reason, Instant end) {
    revocations.add(
        keys.issuing().certificate().thumbprint(),
        new SerialNumber(BigInteger.valueOf(serial)),
        at,
        reason,
        end);
  }

  private static List<String> revoked(RevocationList list) throws Exception {
    Set<? extends X509CRLEntry> entries = crl(list).getRevokedCertificates();
    return entries == null
        ? List.of()
        : entries.stream()
            .map(
                entry ->
                    entry.getSerialNumber()
                        + " "
                        + entry.getRevocationDate().toInstant()
                        + " "
                        + entry.getRevocationReason())
            .sorted()
            .toList();
  }

  @Test
  void a_revocation_comes_with_a_new_crl_within_seconds() throws Exception {
    RevocationLists node = lists(NOW);
    RevocationList before = node.current(keys.issuing()).orElseThrow();
    revoke(17, NOW, RevocationReason.KEY_COMPROMISE, NOW.plus(Duration.ofDays(100)));
    revoke(18, NOW, RevocationReason.UNSPECIFIED, NOW.plus(Duration.ofDays(100)));

    RevocationList after = lists(NOW.plusSeconds(3)).current(keys.issuing()).orElseThrow();

    assertThat(after.number()).isEqualTo(before.number() + 1);
    assertThat(revoked(after))
        .containsExactly("17 2026-11-23T10:00:00Z KEY_COMPROMISE", "18 2026-11-23T10:00:00Z null");
    assertThat(lists(NOW.plusSeconds(6)).current(keys.issuing()).orElseThrow()).isEqualTo(after);
  }

  @Test
  void a_revocation_that_lies_ahead_waits_for_its_time() throws Exception {
    revoke(17, NOW.plusSeconds(60), RevocationReason.SUPERSEDED, NOW.plus(Duration.ofDays(100)));

    assertThat(revoked(lists(NOW).current(keys.issuing()).orElseThrow())).isEmpty();
    assertThat(revoked(lists(NOW.plusSeconds(60)).current(keys.issuing()).orElseThrow()))
        .containsExactly("17 2026-11-23T10:01:00Z SUPERSEDED");
  }

  @Test
  void a_certificate_leaves_the_list_after_one_that_was_made_past_its_end() throws Exception {
    revoke(17, NOW, RevocationReason.SUPERSEDED, NOW.plus(Duration.ofHours(30)));

    assertThat(revoked(lists(NOW).current(keys.issuing()).orElseThrow())).hasSize(1);
    assertThat(revoked(lists(NOW.plus(Duration.ofDays(2))).current(keys.issuing()).orElseThrow()))
        .hasSize(1);
    assertThat(revoked(lists(NOW.plus(Duration.ofDays(3))).current(keys.issuing()).orElseThrow()))
        .isEmpty();
  }

  /** Bouncy Castle's algorithms, as long as somebody has plugged the module in. */
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
      return PROVIDER.getService(type, algorithm);
    }
  }

  @Test
  void while_the_key_is_away_the_last_one_serves_until_its_end_and_one_line_tells_of_it() {
    Module module = new Module();
    AuthorityKeys.Authority ca =
        new AuthorityKeys(ScepterHome.open(directory.resolve("home")), module, Clock.systemUTC())
            .issuing();
    SetClock time = new SetClock(NOW);
    RevocationLists node = lists(time);
    RevocationList first = node.current(ca).orElseThrow();
    module.isGone = true;

    try (Logged log = new Logged(Unsigned.class.getName())) {
      for (Duration later :
          List.of(Duration.ofDays(1), Duration.ofDays(1).plusSeconds(5), Duration.ofDays(6))) {
        time.set(NOW.plus(later));
        assertThat(node.current(ca)).contains(first);
      }
      time.set(first.nextUpdate().minusMillis(1));
      assertThat(node.current(ca)).contains(first);
      time.set(first.nextUpdate());
      assertThat(node.current(ca)).isEmpty();
      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("ERROR the CRL of CA ")
          .endsWith("the last one serves until " + first.nextUpdate());

      module.isGone = false;
      time.pass(Duration.ofSeconds(10));
      assertThat(node.current(ca).orElseThrow().number()).isEqualTo(first.number() + 1);
      assertThat(log.lines()).hasSize(2).last().asString().endsWith(" is signed again");
    }
  }

  @Test
  void a_revocation_while_the_key_is_away_is_listed_when_it_is_back() throws Exception {
    Module module = new Module();
    AuthorityKeys.Authority ca =
        new AuthorityKeys(ScepterHome.open(directory.resolve("home")), module, Clock.systemUTC())
            .issuing();
    RevocationList before = lists(NOW).current(ca).orElseThrow();
    revoke(17, NOW, RevocationReason.KEY_COMPROMISE, NOW.plus(Duration.ofDays(100)));

    module.isGone = true;
    assertThat(lists(NOW.plusSeconds(3)).current(ca)).contains(before);
    module.isGone = false;
    assertThat(revoked(lists(NOW.plusSeconds(6)).current(ca).orElseThrow()))
        .containsExactly("17 2026-11-23T10:00:00Z KEY_COMPROMISE");
  }

  @Test
  void a_ca_whose_key_is_away_from_the_first_has_none() {
    Module module = new Module();
    AuthorityKeys.Authority ca =
        new AuthorityKeys(ScepterHome.open(directory.resolve("home")), module, Clock.systemUTC())
            .issuing();
    module.isGone = true;

    assertThat(lists(NOW).current(ca)).isEmpty();
  }
}
