package org.scepter.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1OctetString;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepter.enrolment.Authorisation;
import org.scepter.enrolment.Issuance;
import org.scepter.enrolment.Issued;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.Unreachable;
import org.scepter.issuing.template.TemplatesInMemory;
import org.scepter.issuing.template.Terms;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.Der;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.SubjectAltName;
import org.scepter.pki.TemplateName;
import org.scepter.platform.Happening;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.keys.KeyHolders;

class LocalIssuingAuthorityTest {
  @TempDir private static Path directory;
  private static AuthorityKeys keys;
  private static AuthorityKeys ecKeys;
  private static final KeyPair DEVICE = Given.rsa(2048);
  private static final CertificationRequest REQUEST = Given.request(DEVICE);

  private final RecordsInMemory records = new RecordsInMemory();
  private final Heard heard = new Heard();
  private final TemplatesInMemory templates = Given.templates();

  @BeforeAll
  static void home() {
    ScepterHome home = Given.home(directory.resolve("rsa"), "init.root.key-type=rsa-2048");
    keys =
        new AuthorityKeys(
            home, KeyHolders.by(Given.PROVIDER), Clock.fixed(Given.NOW, ZoneOffset.UTC));
    ScepterHome ec =
        Given.home(
            directory.resolve("ec"),
            "init.root.key-type=ec-p384",
            "init.issuing.key-type=ec-p384",
            "init.issuing.lifetime=P100D");
    ecKeys =
        new AuthorityKeys(
            ec, KeyHolders.by(Given.PROVIDER), Clock.fixed(Given.NOW, ZoneOffset.UTC));
  }

  private LocalIssuingAuthority authority(AuthorityKeys by, Instant at) {
    Clock clock = Clock.fixed(at, ZoneOffset.UTC);
    return new LocalIssuingAuthority(
        by,
        Given.settings(),
        templates,
        new RecordedIssuance(records, by, clock, heard),
        null,
        new SecureRandom(),
        clock);
  }

  private LocalIssuingAuthority authority() {
    return authority(keys, Given.NOW);
  }

  private static X509Certificate parse(Der der) throws Exception {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(der.bytes()));
  }

  private static Der issued(Issuance issuance) {
    assertThat(issuance).isInstanceOf(Issued.class);
    return ((Issued) issuance).certificate();
  }

  private static void leadsToRoot(Issued issued) throws Exception {
    List<Der> chain = issued.chain();
    PKIXParameters parameters =
        new PKIXParameters(Set.of(new TrustAnchor(parse(chain.get(1)), null)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(Given.NOW));
    CertPathValidator.getInstance("PKIX")
        .validate(
            CertificateFactory.getInstance("X.509")
                .generateCertPath(List.of(parse(issued.certificate()), parse(chain.get(0)))),
            parameters);
  }

  @Test
  void the_certificate_says_what_was_authorised_and_nothing_of_the_request_but_its_key()
      throws Exception {
    Authorisation authorisation =
        Given.authorised(REQUEST)
            .with(
                a ->
                    a.names =
                        List.of(
                            SubjectAltName.parse("DNS:phone-1.example.test"),
                            SubjectAltName.parse("EMAIL:a@example.test"),
                            SubjectAltName.parse("IP:192.0.2.7")))
            .make();
    Issued issued = (Issued) authority().issue(authorisation, REQUEST);
    X509Certificate certificate = parse(issued.certificate());

    assertThat(certificate.getPublicKey()).isEqualTo(DEVICE.getPublic());
    assertThat(certificate.getSubjectX500Principal().getEncoded())
        .isEqualTo(authorisation.subject().der().bytes());
    assertThat(certificate.getIssuerX500Principal())
        .isEqualTo(parse(issued.chain().get(0)).getSubjectX500Principal());
    assertThat(certificate.getSubjectAlternativeNames())
        .containsExactly(
            Arrays.asList(2, "phone-1.example.test"),
            Arrays.asList(1, "a@example.test"),
            Arrays.asList(7, "192.0.2.7"));
    assertThat(certificate.getExtendedKeyUsage()).containsExactly(Given.CLIENT_AUTH);
    assertThat(certificate.getKeyUsage())
        .containsExactly(true, false, true, false, false, false, false, false, false);
    assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
    assertThat(certificate.getSigAlgName()).isEqualTo("SHA256withRSA");
    assertThat(certificate.getSerialNumber().bitLength()).isBetween(64, 159);
    assertThat(certificate.getCriticalExtensionOIDs())
        .containsExactlyInAnyOrder("2.5.29.15", "2.5.29.19");
    assertThat(certificate.getNonCriticalExtensionOIDs())
        .containsExactlyInAnyOrder(
            "2.5.29.14", "2.5.29.35", "2.5.29.37", "2.5.29.17", "2.5.29.31", "1.3.6.1.5.5.7.1.1");
    leadsToRoot(issued);
  }

  @Test
  void cdp_and_aia_name_this_servers_public_http_address() throws Exception {
    X509Certificate certificate =
        parse(issued(authority().issue(Given.authorised(REQUEST).make(), REQUEST)));
    assertThat(text(certificate, "2.5.29.31"))
        .contains(hex("http://scep.example.test/crl/issuing.crl"));
    assertThat(text(certificate, "1.3.6.1.5.5.7.1.1"))
        .contains(hex("http://scep.example.test/aia/issuing.cer"));
  }

  private static String text(X509Certificate certificate, String oid) {
    byte[] value = ASN1OctetString.getInstance(certificate.getExtensionValue(oid)).getOctets();
    return org.scepter.pki.Hex.encode(value);
  }

  private static String hex(String text) {
    return org.scepter.pki.Hex.encode(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
  }

  @Test
  void not_before_is_backdated_and_the_end_counts_from_now() throws Exception {
    X509Certificate certificate =
        parse(issued(authority().issue(Given.authorised(REQUEST).make(), REQUEST)));
    assertThat(certificate.getNotBefore().toInstant()).isEqualTo("2026-11-23T09:50:00Z");
    assertThat(certificate.getNotAfter().toInstant()).isEqualTo("2027-11-23T10:00:00Z");
  }

  @Test
  void an_ec_ca_issues_and_no_certificate_outlives_it() throws Exception {
    Authorisation authorisation =
        Given.authorised(REQUEST).with(a -> a.validity = Period.ofYears(2)).make();
    Issued issued = (Issued) authority(ecKeys, Given.NOW).issue(authorisation, REQUEST);
    X509Certificate certificate = parse(issued.certificate());
    assertThat(certificate.getSigAlgName()).isEqualTo("SHA384withECDSA");
    assertThat(certificate.getNotAfter()).isEqualTo(parse(issued.chain().get(0)).getNotAfter());
    leadsToRoot(issued);
  }

  @Test
  void an_ec_device_key_is_certified_for_signatures() throws Exception {
    CertificationRequest request = Given.request(Given.ec());
    Authorisation authorisation =
        Given.authorised(request)
            .with(a -> a.template = "ScepterDeviceSignature")
            .with(a -> a.usage = KeyUsageMask.SIGNATURE)
            .make();
    X509Certificate certificate = parse(issued(authority().issue(authorisation, request)));
    assertThat(certificate.getPublicKey().getAlgorithm()).isEqualTo("EC");
    assertThat(certificate.getKeyUsage()[0]).isTrue();
    assertThat(certificate.getKeyUsage()[2]).isFalse();
  }

  @Test
  void the_authorised_sid_stands_in_microsofts_extension() throws Exception {
    Authorisation authorisation =
        Given.authorised(REQUEST).with(a -> a.sid = "S-1-5-21-1-2-3-1001").make();
    X509Certificate certificate = parse(issued(authority().issue(authorisation, REQUEST)));
    // as a domain controller reads it: GeneralNames of one otherName with an OCTET STRING
    assertThat(text(certificate, "1.3.6.1.4.1.311.25.2"))
        .isEqualTo("3025a023060a2b060104018237190201a0150413" + hex("S-1-5-21-1-2-3-1001"));
  }

  @Test
  void with_no_subject_the_san_is_critical() throws Exception {
    Authorisation authorisation = Given.authorised(REQUEST).with(a -> a.subject = "").make();
    X509Certificate certificate = parse(issued(authority().issue(authorisation, REQUEST)));
    assertThat(certificate.getCriticalExtensionOIDs()).contains("2.5.29.17");
  }

  @Test
  void the_same_enrolment_gets_the_same_certificate() {
    Given.Change change = Given.authorised(REQUEST);
    Der first = issued(authority().issue(change.make(), REQUEST));
    CertificationRequest again = Given.request(DEVICE);
    Authorisation newRequest = change.with(a -> a.request = again.der().sha256()).make();
    assertThat(issued(authority().issue(newRequest, again))).isEqualTo(first);
    assertThat(records.completed).isEqualTo(1);
    assertThat(heard.all()).extracting(Happening::outcome).containsExactly(Happening.Outcome.DONE);
  }

  @Test
  void the_same_enrolment_with_another_key_is_refused_and_raises_the_alarm() {
    Given.Change change = Given.authorised(REQUEST);
    authority().issue(change.make(), REQUEST);
    CertificationRequest other = Given.request(Given.rsa(2048));
    Authorisation stolen = Given.authorised(other).with(a -> a.id = change.id).make();
    assertThat(authority().issue(stolen, other))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.reason()).isEqualTo(RefusalReason.RefusedByIssuingAuthority));
    assertThat(heard.all())
        .last()
        .extracting(Happening::outcome)
        .isEqualTo(Happening.Outcome.ALARM);
    assertThat(records.rows).hasSize(1);
  }

  @Test
  void what_was_recorded_before_a_crash_is_completed_with_its_serial() throws Exception {
    Given.Change change = Given.authorised(REQUEST);
    LocalIssuingAuthority killed =
        new LocalIssuingAuthority(
            keys,
            Given.settings(),
            templates,
            new RecordedIssuance(records, keys, Clock.fixed(Given.NOW, ZoneOffset.UTC), heard) {
              @Override
              public java.util.Optional<Issuance> complete(Authorisation authorisation) {
                throw new IllegalStateException("killed");
              }
            },
            null,
            new SecureRandom(),
            Clock.fixed(Given.NOW, ZoneOffset.UTC));
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> killed.issue(change.make(), REQUEST))
        .hasMessage("killed");
    SerialNumber serial = records.rows.get(change.id).serial();
    assertThat(records.rows.get(change.id).certificate()).isEmpty();

    X509Certificate certificate =
        parse(issued(authority(keys, Given.NOW.plusSeconds(60)).issue(change.make(), REQUEST)));
    assertThat(certificate.getSerialNumber()).isEqualTo(serial.value());
  }

  @Test
  void a_changed_template_does_not_take_back_what_was_issued() {
    Given.Change change = Given.authorised(REQUEST);
    Der first = issued(authority().issue(change.make(), REQUEST));
    Authorisation later = change.with(a -> a.version = 2).make();
    assertThat(issued(authority().issue(later, REQUEST))).isEqualTo(first);
  }

  private void change(String template, java.util.function.Consumer<Terms> change) {
    TemplateName name = new TemplateName(template);
    int next = templates.find(name).orElseThrow().version() + 1;
    assertThat(templates.change(Terms.template(template, next, change), Given.NOW)).isTrue();
  }

  @Test
  void what_an_earlier_version_authorised_is_judged_by_the_one_in_force_which_the_record_names() {
    change("ScepterDevice", terms -> terms.validity = java.time.Period.ofYears(1));
    Authorisation within = Given.authorised(REQUEST).make();
    issued(authority().issue(within, REQUEST));
    assertThat(records.intents.get(within.id()).templateVersion()).isEqualTo(2);

    Authorisation beyond =
        Given.authorised(REQUEST).with(a -> a.validity = java.time.Period.ofYears(2)).make();
    assertThat(authority().issue(beyond, REQUEST))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.detail()).contains("allows P1Y"));
  }

  @Test
  void the_record_names_the_version_that_was_looked_at_though_another_one_follows() {
    templates.meanwhile(() -> change("ScepterDevice", terms -> terms.validity = Period.ofDays(1)));
    Authorisation authorisation = Given.authorised(REQUEST).make();

    issued(authority().issue(authorisation, REQUEST));

    assertThat(records.intents.get(authorisation.id()).templateVersion()).isEqualTo(1);
  }

  @Test
  void a_version_that_asks_for_approval_does_not_take_what_an_earlier_one_authorised_without() {
    change("ScepterDevice", terms -> terms.approval = true);
    assertThat(authority().issue(Given.authorised(REQUEST).make(), REQUEST))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(RefusalReason.TemplateNotAvailable);
              assertThat(refused.detail()).contains("needs approval in version 2");
            });
    change("ScepterDevice", terms -> terms.approval = true);
    issued(authority().issue(Given.authorised(REQUEST).with(a -> a.version = 2).make(), REQUEST));
  }

  @Test
  void a_renewal_waits_for_the_templates_renewal_period() {
    change("ScepterDevice", terms -> terms.renewal = java.time.Period.ofDays(30));
    SerialNumber renewed = new SerialNumber(java.math.BigInteger.valueOf(77));
    Authorisation renewal =
        Given.authorised(REQUEST).with(a -> a.version = 2).with(a -> a.renewed = renewed).make();
    assertThat(((Refused) authority().issue(renewal, REQUEST)).reason())
        .isEqualTo(RefusalReason.RenewalCertificateUnknown);
    records.ends.put(renewed, Given.NOW.plus(Duration.ofDays(31)));
    assertThat(((Refused) authority().issue(renewal, REQUEST)).reason())
        .isEqualTo(RefusalReason.RenewalTooEarly);
    records.ends.put(renewed, Given.NOW.plus(Duration.ofDays(30)));
    issued(authority().issue(renewal, REQUEST));
  }

  @Test
  void what_is_refused_is_told_and_leaves_no_record() {
    Authorisation authorisation = Given.authorised(REQUEST).with(a -> a.version = 9).make();
    assertThat(authority().issue(authorisation, REQUEST)).isInstanceOf(Refused.class);
    assertThat(records.rows).isEmpty();
    assertThat(heard.all())
        .singleElement()
        .satisfies(
            happening -> {
              assertThat(happening.outcome()).isEqualTo(Happening.Outcome.REFUSED);
              assertThat(happening.reason()).startsWith("TemplateNotAvailable: ");
            });
  }

  @Test
  void a_ca_whose_certificate_has_expired_issues_nothing() {
    Instant late = Given.NOW.plus(Duration.ofDays(101));
    Authorisation authorisation =
        Given.authorised(REQUEST)
            .with(a -> a.issuedAt = late)
            .with(a -> a.expiresAt = late.plusSeconds(9))
            .make();
    assertThat(authority(ecKeys, late).issue(authorisation, REQUEST))
        .isInstanceOf(Unreachable.class);
    assertThat(records.rows).isEmpty();
  }

  @Test
  void serials_do_not_repeat() throws Exception {
    Set<Object> serials = Collections.newSetFromMap(new java.util.HashMap<>());
    for (int i = 0; i < 20; i++) {
      Der der = issued(authority().issue(Given.authorised(REQUEST).make(), REQUEST));
      serials.add(parse(der).getSerialNumber());
    }
    assertThat(serials).hasSize(20);
  }
}
