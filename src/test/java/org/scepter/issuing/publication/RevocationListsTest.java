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
import java.util.TreeMap;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.GeneralNames;
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
import org.scepter.issuing.signing.SigningFault;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.Thumbprint;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.SettingsReader;
import org.scepter.platform.keys.KeyHolders;
import org.scepter.testing.Logged;
import org.scepter.testing.SetClock;

class RevocationListsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final Provider PROVIDER = new BouncyCastleProvider();
  @TempDir private static Path directory;
  private static AuthorityKeys keys;

  private final Map<Thumbprint, IssuedLists> stored = new HashMap<>();
  private final RevocationsInMemory revocations = new RevocationsInMemory();
  private final Heard heard = new Heard();
  private RevocationListSchedule schedule;

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
            KeyHolders.by(new BouncyCastleProvider()),
            java.time.Clock.systemUTC());
  }

  /** One node at one moment; the records outlive it. */
  private RevocationLists lists(Instant at) {
    return lists(Clock.fixed(at, ZoneOffset.UTC));
  }

  private RevocationLists lists(Clock clock) {
    RevocationListRecords records = new ListsInMemory(stored);
    RevocationListMaking making =
        new RevocationListMaking(
            records,
            revocations,
            IssuingSettings.from(new SettingsReader(key -> Optional.empty())),
            clock,
            heard) {
          // What the container does with a transaction that fails.
          @Override
          public void make(AuthorityKeys.Authority authority) {
            Runnable undo = revocations.saved();
            try {
              super.make(authority);
            } catch (SigningFault e) {
              undo.run();
              throw e;
            }
          }
        };
    schedule = new RevocationListSchedule(making, clock);
    return new RevocationLists(records, schedule, clock);
  }

  /** What a node gives after its timer has run. */
  private RevocationList full(Instant at) {
    RevocationLists node = lists(at);
    schedule.keep(keys.issuing());
    return node.current(keys.issuing()).orElseThrow();
  }

  private RevocationList delta(Instant at) {
    RevocationLists node = lists(at);
    schedule.keep(keys.issuing());
    return node.delta(keys.issuing()).orElseThrow();
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
      assertThat(crl.getCriticalExtensionOIDs()).isEmpty();
      assertThat(crl.getNonCriticalExtensionOIDs())
          .containsExactlyInAnyOrderElementsOf(
              ca.equals(keys.root())
                  ? Set.of("2.5.29.20", "2.5.29.35")
                  : Set.of("2.5.29.20", "2.5.29.35", "2.5.29.46"));
    }
  }

  @Test
  void it_stays_the_same_until_it_is_due_also_after_a_restart() {
    RevocationLists node = lists(NOW);
    RevocationList first = node.current(keys.issuing()).orElseThrow();
    assertThat(node.current(keys.issuing()).orElseThrow()).isEqualTo(first);
    assertThat(node.current(keys.issuing()).orElseThrow()).isEqualTo(first);
    assertThat(full(NOW.plus(Duration.ofHours(23)))).isEqualTo(first);
    assertThat(heard.all()).hasSize(1);
  }

  @Test
  void the_next_one_comes_long_before_the_old_one_ends_with_a_greater_number() throws Exception {
    RevocationList first = lists(NOW).current(keys.issuing()).orElseThrow();
    RevocationList second = full(NOW.plus(Duration.ofDays(1)));
    assertThat(second.number()).isGreaterThan(first.number());
    assertThat(number(second, "2.5.29.20")).isEqualTo(second.number());
    assertThat(first.nextUpdate()).isAfter(NOW.plus(Duration.ofDays(5)));
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

    RevocationList after = full(NOW.plusSeconds(3));

    assertThat(after.number()).isGreaterThan(before.number());
    assertThat(revoked(after))
        .containsExactly("17 2026-11-23T10:00:00Z KEY_COMPROMISE", "18 2026-11-23T10:00:00Z null");
    assertThat(full(NOW.plusSeconds(6))).isEqualTo(after);
  }

  @Test
  void a_revocation_that_lies_ahead_waits_for_its_time() throws Exception {
    revoke(17, NOW.plusSeconds(60), RevocationReason.SUPERSEDED, NOW.plus(Duration.ofDays(100)));

    assertThat(revoked(full(NOW))).isEmpty();
    assertThat(revoked(full(NOW.plusSeconds(60))))
        .containsExactly("17 2026-11-23T10:01:00Z SUPERSEDED");
  }

  @Test
  void a_certificate_leaves_the_list_after_one_that_was_made_past_its_end() throws Exception {
    revoke(17, NOW, RevocationReason.SUPERSEDED, NOW.plus(Duration.ofHours(30)));

    assertThat(revoked(full(NOW))).hasSize(1);
    assertThat(revoked(full(NOW.plus(Duration.ofDays(2))))).hasSize(1);
    assertThat(revoked(full(NOW.plus(Duration.ofDays(3))))).isEmpty();
  }

  /** Bouncy Castle's algorithms, as long as somebody has plugged the module in. */
  private static final class Module extends Provider {
    private static final long serialVersionUID = 1;
    private transient boolean isGone;
    private transient RuntimeException fault = new ProviderException("the module is gone");

    Module() {
      super("Module", "1", "a key module of the test");
    }

    @Override
    public Service getService(String type, String algorithm) {
      if (isGone && type.equals("Signature")) {
        throw fault;
      }
      return PROVIDER.getService(type, algorithm);
    }
  }

  @Test
  void while_the_key_is_away_the_last_one_serves_until_its_end_and_one_line_tells_of_it() {
    Module module = new Module();
    AuthorityKeys.Authority ca =
        new AuthorityKeys(
                ScepterHome.open(directory.resolve("home")),
                KeyHolders.by(module),
                Clock.systemUTC())
            .issuing();
    SetClock time = new SetClock(NOW);
    RevocationLists node = lists(time);
    RevocationList first = node.current(ca).orElseThrow();
    module.isGone = true;

    try (Logged log = new Logged(Unsigned.class.getName())) {
      for (Duration later :
          List.of(Duration.ofDays(1), Duration.ofDays(1).plusSeconds(5), Duration.ofDays(6))) {
        time.set(NOW.plus(later));
        schedule.keep(ca);
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
      assertThat(node.current(ca).orElseThrow().number()).isGreaterThan(first.number());
      assertThat(log.lines()).hasSize(2).last().asString().endsWith(" is signed again");
    }
  }

  @Test
  void a_revocation_while_the_key_is_away_is_listed_when_it_is_back() throws Exception {
    Module module = new Module();
    AuthorityKeys.Authority ca =
        new AuthorityKeys(
                ScepterHome.open(directory.resolve("home")),
                KeyHolders.by(module),
                Clock.systemUTC())
            .issuing();
    SetClock time = new SetClock(NOW);
    RevocationLists node = lists(time);
    RevocationList before = node.current(ca).orElseThrow();
    revoke(17, NOW, RevocationReason.KEY_COMPROMISE, NOW.plus(Duration.ofDays(100)));

    module.isGone = true;
    time.set(NOW.plusSeconds(3));
    schedule.keep(ca);
    assertThat(node.current(ca)).contains(before);
    module.isGone = false;
    time.set(NOW.plusSeconds(20));
    schedule.keep(ca);
    assertThat(revoked(node.current(ca).orElseThrow()))
        .containsExactly("17 2026-11-23T10:00:00Z KEY_COMPROMISE");
    assertThat(revoked(node.delta(ca).orElseThrow())).hasSize(1);
  }

  @Test
  void whatever_the_keys_provider_throws_the_last_one_serves() {
    Module module = new Module();
    AuthorityKeys.Authority ca =
        new AuthorityKeys(
                ScepterHome.open(directory.resolve("home")),
                KeyHolders.by(module),
                Clock.systemUTC())
            .issuing();
    SetClock time = new SetClock(NOW);
    RevocationLists node = lists(time);
    RevocationList before = node.current(ca).orElseThrow();
    module.isGone = true;

    for (RuntimeException fault :
        List.of(new IllegalStateException("no session"), new UnsupportedOperationException())) {
      module.fault = fault;
      time.pass(Duration.ofDays(1));
      schedule.keep(ca);
      assertThat(node.current(ca)).contains(before);
    }
  }

  @Test
  void a_ca_whose_key_is_away_from_the_first_has_none() {
    Module module = new Module();
    AuthorityKeys.Authority ca =
        new AuthorityKeys(
                ScepterHome.open(directory.resolve("home")),
                KeyHolders.by(module),
                Clock.systemUTC())
            .issuing();
    module.isGone = true;

    assertThat(lists(NOW).current(ca)).isEmpty();
  }

  private static long number(RevocationList list, String extension) throws Exception {
    return ASN1Integer.getInstance(
            ASN1OctetString.getInstance(crl(list).getExtensionValue(extension)).getOctets())
        .longValueExact();
  }

  private static String address(RevocationList list) throws Exception {
    byte[] points =
        ASN1OctetString.getInstance(crl(list).getExtensionValue("2.5.29.46")).getOctets();
    return GeneralNames.getInstance(
            CRLDistPoint.getInstance(points)
                .getDistributionPoints()[0]
                .getDistributionPoint()
                .getName())
        .getNames()[0]
        .getName()
        .toString();
  }

  @Test
  void a_delta_comes_with_each_full_one_under_its_number_and_names_what_the_base_does_not()
      throws Exception {
    revoke(17, NOW, RevocationReason.KEY_COMPROMISE, NOW.plus(Duration.ofDays(100)));
    RevocationList base = full(NOW);
    revoke(18, NOW, RevocationReason.SUPERSEDED, NOW.plus(Duration.ofDays(100)));

    RevocationList full = full(NOW.plusSeconds(3));
    RevocationList delta = delta(NOW.plusSeconds(4));

    assertThat(delta.number()).isEqualTo(full.number()).isGreaterThan(base.number());
    assertThat(number(delta, "2.5.29.20")).isEqualTo(full.number());
    assertThat(number(delta, "2.5.29.27")).isEqualTo(base.number());
    assertThat(crl(delta).getCriticalExtensionOIDs()).containsExactly("2.5.29.27");
    assertThat(crl(delta).getNonCriticalExtensionOIDs()).doesNotContain("2.5.29.46");
    assertThat(crl(delta).getThisUpdate()).isEqualTo(crl(full).getThisUpdate());
    assertThat(delta.nextUpdate()).isBefore(full.nextUpdate());
    assertThat(revoked(full)).hasSize(2);
    assertThat(revoked(delta)).containsExactly("18 2026-11-23T10:00:00Z SUPERSEDED");
    assertThat(address(full)).isEqualTo("http://localhost:8080/crl/issuing-delta.crl");
    crl(delta).verify(certificate(keys.issuing()).getPublicKey());
  }

  @Test
  void a_delta_goes_with_any_full_one_that_somebody_may_still_hold() throws Exception {
    Map<Long, Instant> ends = new TreeMap<>();
    Instant now = NOW;
    for (int day = 0; day < 40; day++) {
      now = NOW.plus(Duration.ofDays(day));
      revoke(100 + day, now, RevocationReason.SUPERSEDED, NOW.plus(Duration.ofDays(100)));
      RevocationList full = full(now);
      Instant at = now;
      long oldest =
          ends.entrySet().stream()
              .filter(each -> at.isBefore(each.getValue()))
              .mapToLong(Map.Entry::getKey)
              .min()
              .orElse(full.number());
      ends.put(full.number(), full.nextUpdate());

      RevocationList delta = delta(now);
      assertThat(number(delta, "2.5.29.27")).isLessThanOrEqualTo(oldest);
      assertThat(ends).containsKey(number(delta, "2.5.29.27"));
      assertThat(revoked(full)).hasSize(day + 1);
    }
    assertThat(revoked(delta(now))).hasSizeBetween(7, 15);
  }

  @Test
  void a_root_makes_no_delta() {
    RevocationLists node = lists(NOW);
    schedule.keep(keys.root());
    assertThat(node.current(keys.root())).isPresent();
    assertThat(node.delta(keys.root())).isEmpty();
  }

  @Test
  void numbers_go_on_above_all_that_were_published_when_the_database_was_put_back() {
    full(NOW);
    Map<Thumbprint, IssuedLists> backup = Map.copyOf(stored);
    revoke(17, NOW, RevocationReason.SUPERSEDED, NOW.plus(Duration.ofDays(100)));
    RevocationList published = full(NOW.plusSeconds(60));
    stored.putAll(backup);
    revoke(18, NOW, RevocationReason.SUPERSEDED, NOW.plus(Duration.ofDays(100)));

    assertThat(full(NOW.plusSeconds(120)).number()).isGreaterThan(published.number());
  }

  @Test
  void one_that_was_made_before_there_were_deltas_is_replaced_at_once() {
    RevocationList old = full(NOW);
    Thumbprint issuer = keys.issuing().certificate().thumbprint();
    stored.put(issuer, new IssuedLists(old, Optional.empty(), new DeltaBase(old.number(), 1, NOW)));

    assertThat(full(NOW.plusSeconds(3)).number()).isGreaterThan(old.number());
    assertThat(delta(NOW.plusSeconds(3))).isNotNull();
  }
}
