package org.scepter.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.enrolment.CaGeneration;
import org.scepter.enrolment.Issuance;
import org.scepter.enrolment.Issued;
import org.scepter.enrolment.Refused;
import org.scepter.issuing.succession.KeyType;
import org.scepter.issuing.succession.Planned;
import org.scepter.issuing.succession.Successors;
import org.scepter.issuing.succession.Takeover;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.Der;
import org.scepter.pki.Thumbprint;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.keys.KeyHolders;
import org.scepter.testing.SetClock;

class GenerationsTest {
  private static final CertificationRequest REQUEST = Given.request(Given.rsa(2048));
  private static final Instant SWITCH = Given.NOW.plus(Duration.ofDays(10));
  private static final Instant BEFORE = Given.NOW;
  private static final Instant GRACE = SWITCH.plus(Duration.ofDays(1));
  private static final Instant RETIRED = SWITCH.plus(Duration.ofDays(3));

  @TempDir private Path directory;
  private ScepterHome home;
  private final RecordsInMemory records = new RecordsInMemory();
  private final Heard heard = new Heard();

  @BeforeEach
  void home() {
    home =
        Given.home(
            directory.resolve("home"),
            "init.root.key-type=ec-p256",
            "init.issuing.key-type=ec-p256");
  }

  private Successors successors(Instant at) {
    Clock clock = Clock.fixed(at, ZoneOffset.UTC);
    return new Successors(home, KeyHolders.by(Given.PROVIDER), new SecureRandom(), clock);
  }

  private Planned schedule() throws Exception {
    return successors(BEFORE)
        .schedule(new Takeover(SWITCH, Duration.ofDays(2), Optional.of(KeyType.EC_P384)));
  }

  private LocalIssuingAuthority authority(Instant at) {
    Clock clock = Clock.fixed(at, ZoneOffset.UTC);
    AuthorityKeys keys = new AuthorityKeys(home, KeyHolders.by(Given.PROVIDER), clock);
    return new LocalIssuingAuthority(
        keys,
        Given.settings(),
        Given.templates(),
        new RecordedIssuance(records, keys, clock, heard),
        null,
        new SecureRandom(),
        clock);
  }

  private Issuance issue(Instant at, Given.Change change, Thumbprint ca) {
    change.ca = ca;
    change.issuedAt = at;
    change.expiresAt = at.plusSeconds(300);
    return authority(at).issue(change.make(), REQUEST);
  }

  private Thumbprint ca(int number) {
    return authority(BEFORE).generations().get(number - 1).thumbprint();
  }

  private static X509Certificate parse(Der der) throws Exception {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(der.bytes()));
  }

  private static String read(X509Certificate certificate, String oid) {
    byte[] value = ASN1OctetString.getInstance(certificate.getExtensionValue(oid)).getOctets();
    return new String(value, java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  @Test
  void a_home_without_a_successor_has_one_generation_and_nothing_to_announce() {
    assertThat(authority(BEFORE).generations())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.number()).isEqualTo(1);
              assertThat(one.retiresAt()).isAfter(RETIRED);
            });
    assertThat(authority(BEFORE).nextAuthority()).isEmpty();
  }

  @Test
  void the_next_ca_has_a_name_a_key_and_addresses_of_its_own() throws Exception {
    assertThat(schedule().done()).isPresent();
    List<CaGeneration> both = authority(BEFORE).generations();
    assertThat(both).extracting(CaGeneration::number).containsExactly(1, 2);
    assertThat(both.get(0).retiresAt()).isEqualTo(SWITCH.plus(Duration.ofDays(2)));
    assertThat(both.get(1).activeFrom()).isEqualTo(SWITCH);
    X509Certificate first = parse(both.get(0).chain().get(0));
    X509Certificate next = parse(both.get(1).chain().get(0));
    assertThat(next.getSubjectX500Principal().getName()).contains("CN=Scepter Issuing CA G2");
    assertThat(next.getPublicKey()).isNotEqualTo(first.getPublicKey());
    assertThat(next.getBasicConstraints()).isZero();
    next.verify(parse(both.get(0).chain().get(1)).getPublicKey());

    Issued issued = (Issued) issue(BEFORE, Given.authorised(REQUEST), both.get(1).thumbprint());
    X509Certificate device = parse(issued.certificate());
    assertThat(read(device, "2.5.29.31")).contains("/crl/issuing-2.crl");
    assertThat(read(device, "1.3.6.1.5.5.7.1.1")).contains("/aia/issuing-2.cer");
  }

  @ParameterizedTest
  @CsvSource({
    "BEFORE, 1, true", "BEFORE, 2, true", "BEFORE, 0, true",
    "GRACE, 1, true", "GRACE, 2, true", "GRACE, 0, true",
    "RETIRED, 1, false", "RETIRED, 2, true", "RETIRED, 0, true"
  })
  void each_ca_issues_while_it_takes_requests(String when, int asked, boolean issues)
      throws Exception {
    schedule();
    Instant at =
        switch (when) {
          case "BEFORE" -> BEFORE;
          case "GRACE" -> GRACE;
          default -> RETIRED;
        };
    Thumbprint named = asked == 0 ? null : ca(asked);
    Issuance issuance = issue(at, Given.authorised(REQUEST), named);
    if (issues) {
      int by = asked == 0 ? (when.equals("BEFORE") ? 1 : 2) : asked;
      Issued issued = (Issued) issuance;
      assertThat(issued.chain().get(0).thumbprint()).isEqualTo(ca(by));
      parse(issued.certificate()).verify(parse(issued.chain().get(0)).getPublicKey());
    } else {
      assertThat(((Refused) issuance).detail()).contains("retired");
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "10, 2", "11, 2", "13, 2"})
  void the_chain_is_that_of_the_ca_whose_time_has_come(int days, int number) throws Exception {
    schedule();
    LocalIssuingAuthority then = authority(Given.NOW.plus(Duration.ofDays(days)));
    assertThat(then.chain().get(0).thumbprint()).isEqualTo(ca(number));
    assertThat(then.nextAuthority().isPresent()).isEqualTo(number == 1);
  }

  @Test
  void an_authorisation_that_names_a_stranger_is_refused() {
    Issuance issuance = issue(BEFORE, Given.authorised(REQUEST), new Thumbprint("b".repeat(40)));
    assertThat(((Refused) issuance).detail()).contains("another CA");
  }

  @Test
  void a_repeat_after_the_switch_gets_the_certificate_of_the_ca_that_recorded_it()
      throws Exception {
    schedule();
    Given.Change change = Given.authorised(REQUEST);
    Issued first = (Issued) issue(BEFORE, change, null);
    Issued again = (Issued) issue(GRACE, change, null);
    assertThat(again.certificate()).isEqualTo(first.certificate());
    assertThat(again.chain().get(0).thumbprint()).isEqualTo(ca(1));
  }

  @Test
  void the_announcement_is_signed_by_the_current_ca_around_the_next_chain_and_its_ra()
      throws Exception {
    schedule();
    Der answer = authority(BEFORE).nextAuthority().orElseThrow();
    CMSSignedData signed = new CMSSignedData(answer.bytes());
    X509Certificate current = parse(authority(BEFORE).chain().get(0));
    assertThat(
            signed
                .getSignerInfos()
                .iterator()
                .next()
                .verify(
                    new JcaSimpleSignerInfoVerifierBuilder()
                        .setProvider(Given.PROVIDER)
                        .build(current)))
        .isTrue();
    assertThat(signed.getSignedContentTypeOID()).isEqualTo("1.2.840.113549.1.7.1");
    CMSSignedData inner = new CMSSignedData((byte[]) signed.getSignedContent().getContent());
    assertThat(inner.getSignerInfos().size()).isZero();
    assertThat(inner.getCertificates().getMatches(null))
        .extracting(X509CertificateHolder::getEncoded)
        .containsExactlyInAnyOrder(
            Files.readAllBytes(home.resolve("certificates/ca-issuing-2.cer")),
            Files.readAllBytes(home.resolve("certificates/ca-root.cer")),
            Files.readAllBytes(home.resolve("certificates/ra-signing-2.cer")),
            Files.readAllBytes(home.resolve("certificates/ra-decryption-2.cer")));
    for (String kind : List.of("signing", "decryption")) {
      X509Certificate old = home.key("ra/" + kind + ".p12").certificate();
      X509Certificate ra = home.key("ra/" + kind + "-2.p12").certificate();
      assertThat(ra.getKeyUsage()).isEqualTo(old.getKeyUsage());
      assertThat(ra.getExtendedKeyUsage()).isEqualTo(old.getExtendedKeyUsage());
    }
  }

  @Test
  void a_running_server_notices_within_seconds_what_was_scheduled_and_withdrawn() throws Exception {
    SetClock clock = new SetClock(BEFORE);
    AuthorityKeys keys = new AuthorityKeys(home, KeyHolders.by(Given.PROVIDER), clock);
    assertThat(keys.generations()).hasSize(1);
    schedule();
    assertThat(keys.generations()).hasSize(1);
    clock.set(BEFORE.plusSeconds(2));
    assertThat(keys.generations()).hasSize(2);
    assertThat(successors(BEFORE).withdraw().done()).isPresent();
    clock.set(BEFORE.plusSeconds(4));
    assertThat(keys.generations())
        .singleElement()
        .satisfies(one -> assertThat(one.retiresAt()).isAfter(RETIRED));
  }

  @Test
  void keys_without_a_succession_count_for_nothing_and_their_number_is_not_used_again()
      throws Exception {
    schedule();
    Files.delete(home.resolve(Succession.file(2)));
    Files.write(home.resolve("ra/signing-2.p12.new"), new byte[] {1});
    assertThat(authority(BEFORE).generations()).hasSize(1);
    assertThat(schedule().done().orElseThrow().number()).isEqualTo(3);
    assertThat(authority(BEFORE).generations())
        .extracting(CaGeneration::number)
        .containsExactly(1, 3);
    assertThat(home.resolve("ca/issuing-2.p12")).doesNotExist();
    assertThat(home.resolve("ra/signing-2.p12")).doesNotExist();
    assertThat(home.resolve("ra/signing-2.p12.new")).doesNotExist();
  }

  @Test
  void one_successor_at_a_time_in_the_future_and_before_the_current_ca_ends() throws Exception {
    assertThat(objection(BEFORE)).contains("in the future");
    assertThat(objection(BEFORE.plus(Duration.ofDays(4000)))).contains("ends at");
    schedule();
    assertThat(objection(SWITCH)).contains("already");
  }

  @Test
  void a_withdrawn_one_issues_nothing_more_and_still_stands_for_what_it_has_issued()
      throws Exception {
    schedule();
    Thumbprint next = ca(2);
    Given.Change change = Given.authorised(REQUEST);
    Issued early = (Issued) issue(BEFORE, change, next);

    assertThat(successors(BEFORE).withdraw().done()).isPresent();

    assertThat(authority(BEFORE).generations()).hasSize(1);
    assertThat(authority(BEFORE).nextAuthority()).isEmpty();
    assertThat(((Refused) issue(BEFORE, Given.authorised(REQUEST), next)).detail())
        .contains("another CA");
    AuthorityKeys keys =
        new AuthorityKeys(home, KeyHolders.by(Given.PROVIDER), Clock.fixed(SWITCH, ZoneOffset.UTC));
    assertThat(keys.published()).extracting(Generation::number).containsExactly(1, 2);
    assertThat(keys.recordedBy(next)).isPresent();
    assertThat(keys.issuing().certificate().thumbprint()).isEqualTo(ca(1));
    assertThat(early.chain().get(0).thumbprint()).isEqualTo(next);
    assertThat(home.resolve("ra/signing-2.p12")).doesNotExist();
    assertThat(home.resolve("ra/decryption-2.p12")).doesNotExist();
  }

  @Test
  void what_it_issued_before_it_was_withdrawn_is_the_answer_to_whoever_asks_again()
      throws Exception {
    schedule();
    Given.Change change = Given.authorised(REQUEST);
    Issued early = (Issued) issue(BEFORE, change, ca(2));
    successors(BEFORE).withdraw();

    Issued again = (Issued) issue(BEFORE, change, null);

    assertThat(again.certificate()).isEqualTo(early.certificate());
    assertThat(again.chain()).isEqualTo(early.chain());
  }

  private String objection(Instant activeFrom) throws Exception {
    Planned planned =
        successors(BEFORE).schedule(new Takeover(activeFrom, Duration.ZERO, Optional.empty()));
    assertThat(planned.done()).isEmpty();
    return planned.detail();
  }
}
