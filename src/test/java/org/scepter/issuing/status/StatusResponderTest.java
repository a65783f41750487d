package org.scepter.issuing.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.ocsp.OCSPRequest;
import org.bouncycastle.asn1.ocsp.Signature;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.issuing.AuthorityKeys;
import org.scepter.issuing.IssuingSettings;
import org.scepter.issuing.revocation.RevocationReason;
import org.scepter.issuing.signing.X509;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.Thumbprint;
import org.scepter.platform.ScepterHome;
import org.scepter.platform.SettingsReader;
import org.scepter.platform.keys.KeyHolders;
import org.scepter.testing.Homes;
import org.scepter.testing.SetClock;

class StatusResponderTest {
  private static final Instant MADE = Instant.parse("2026-11-23T10:00:00Z");
  private static final SettingsReader NO_SETTINGS = new SettingsReader(key -> Optional.empty());
  private static final ASN1ObjectIdentifier FOREIGN = new ASN1ObjectIdentifier("1.2.3.4");
  @TempDir private static Path directory;
  private static ScepterHome home;
  private static X509Certificate ca;
  private static X509Certificate root;

  private final SetClock clock = new SetClock(MADE.plusSeconds(60));
  private final Map<SerialNumber, Standing> book = new HashMap<>();
  private final List<Integer> asked = new ArrayList<>();
  private boolean isAway;

  @BeforeAll
  static void makeHome() throws Exception {
    SetClock then = new SetClock(MADE);
    home = Homes.make(directory.resolve("home"), then, "init.trial=true");
    AuthorityKeys keys = new AuthorityKeys(home, KeyHolders.by(Asking.PROVIDER), Clock.systemUTC());
    ca = X509.certificate(keys.issuing().certificate().certificate());
    root = X509.certificate(keys.root().certificate().certificate());
  }

  private StatusResponder responder() {
    return new StatusResponder(
        new AuthorityKeys(home, KeyHolders.by(Asking.PROVIDER), clock),
        new Responders(home, Asking.PROVIDER, KeyHolders.by(Asking.PROVIDER), clock),
        this::find,
        StatusSettings.from(NO_SETTINGS),
        IssuingSettings.from(NO_SETTINGS),
        clock);
  }

  private Map<SerialNumber, Standing> find(
      Thumbprint issuer, Collection<SerialNumber> serials, Instant now) {
    if (isAway) {
      throw new IllegalStateException("the database is away");
    }
    asked.add(serials.size());
    Map<SerialNumber, Standing> found = new HashMap<>(book);
    found.keySet().retainAll(serials);
    return found;
  }

  private void know(long serial, Standing standing) {
    book.put(new SerialNumber(BigInteger.valueOf(serial)), standing);
  }

  private static CertificateID of(long serial) {
    return Asking.id(Asking.SHA1, ca, serial);
  }

  private static SingleResp only(StatusAnswer answer) {
    SingleResp[] all = Asking.read(answer).getResponses();
    assertThat(all).hasSize(1);
    return all[0];
  }

  @Test
  void what_is_on_record_is_good_or_revoked_and_all_else_unknown() {
    know(1, Standing.good());
    know(2, Standing.revoked(MADE, RevocationReason.KEY_COMPROMISE));
    know(3, Standing.revoked(MADE, RevocationReason.UNSPECIFIED));
    StatusResponder responder = responder();

    assertThat(only(responder.answer(Asking.about(of(1)))).getCertStatus())
        .isSameAs(CertificateStatus.GOOD);
    RevokedStatus revoked =
        (RevokedStatus) only(responder.answer(Asking.about(of(2)))).getCertStatus();
    assertThat(revoked.getRevocationTime().toInstant()).isEqualTo(MADE);
    assertThat(revoked.getRevocationReason()).isEqualTo(1);
    assertThat(
            ((RevokedStatus) only(responder.answer(Asking.about(of(3)))).getCertStatus())
                .hasRevocationReason())
        .isFalse();
    for (long serial : List.of(4L, 0L, -1L)) {
      assertThat(only(responder.answer(Asking.about(of(serial)))).getCertStatus())
          .isInstanceOf(UnknownStatus.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.3.14.3.2.26",
        "2.16.840.1.101.3.4.2.1",
        "2.16.840.1.101.3.4.2.2",
        "2.16.840.1.101.3.4.2.3"
      })
  void the_issuer_may_be_named_by_any_usual_digest_and_the_answer_repeats_it(String digest) {
    know(1, Standing.good());
    CertificateID id = Asking.id(new ASN1ObjectIdentifier(digest), ca, 1);

    SingleResp single = only(responder().answer(Asking.about(id)));

    assertThat(single.getCertStatus()).isSameAs(CertificateStatus.GOOD);
    assertThat(single.getCertID().toASN1Primitive()).isEqualTo(id.toASN1Primitive());
  }

  @Test
  void it_is_signed_by_a_key_that_its_ca_lets_answer_and_that_nobody_has_to_check()
      throws Exception {
    BasicOCSPResp response = Asking.read(responder().answer(Asking.about(of(1))));

    assertThat(response.getCerts()).hasSize(1);
    X509CertificateHolder delegate = response.getCerts()[0];
    X509Certificate certificate = new JcaX509CertificateConverter().getCertificate(delegate);
    certificate.verify(ca.getPublicKey());
    assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.9");
    assertThat(
            delegate
                .getExtension(new ASN1ObjectIdentifier("1.3.6.1.5.5.7.48.1.5"))
                .getParsedValue())
        .isEqualTo(DERNull.INSTANCE);
    assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
    assertThat(delegate.getExtension(Extension.cRLDistributionPoints)).isNull();
    assertThat(response.getResponderId().toASN1Primitive().getKeyHash()).hasSize(20);
  }

  @Test
  void an_answer_without_nonce_is_the_same_until_half_of_its_time_is_over() {
    know(1, Standing.good());
    StatusResponder responder = responder();
    StatusAnswer first = responder.answer(Asking.about(of(1)));
    Instant end = only(first).getNextUpdate().toInstant();
    assertThat(end).isEqualTo(clock.instant().plus(Duration.ofHours(4)));
    assertThat(first.shared().orElseThrow().nextUpdate()).isEqualTo(end);

    clock.pass(Duration.ofMinutes(119));
    assertThat(responder.answer(Asking.about(of(1)))).isEqualTo(first);
    clock.pass(Duration.ofMinutes(1));
    StatusAnswer second = responder.answer(Asking.about(of(1)));
    assertThat(only(second).getNextUpdate().toInstant()).isEqualTo(end.plus(Duration.ofHours(2)));
  }

  @Test
  void a_revocation_is_told_at_once_whatever_was_told_before() {
    know(1, Standing.good());
    StatusResponder responder = responder();
    assertThat(only(responder.answer(Asking.about(of(1)))).getCertStatus())
        .isSameAs(CertificateStatus.GOOD);

    know(1, Standing.revoked(clock.instant(), RevocationReason.SUPERSEDED));

    assertThat(only(responder.answer(Asking.about(of(1)))).getCertStatus())
        .isInstanceOf(RevokedStatus.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 32, 128})
  void a_nonce_is_repeated_in_an_answer_for_its_caller_alone(int length) {
    know(1, Standing.good());
    StatusResponder responder = responder();
    responder.answer(Asking.about(of(1)));
    clock.pass(Duration.ofMinutes(1));

    StatusAnswer answer = responder.answer(Asking.request(Asking.nonce(length), of(1)));

    assertThat(answer.shared()).isEmpty();
    assertThat(answer.isAuthoritative()).isTrue();
    BasicOCSPResp response = Asking.read(answer);
    assertThat(response.getExtension(Asking.NONCE)).isEqualTo(Asking.nonce(length));
    assertThat(response.getProducedAt().toInstant())
        .isEqualTo(clock.instant().truncatedTo(ChronoUnit.SECONDS));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 129, 4096})
  void a_nonce_that_is_none_or_too_long_is_malformed(int length) {
    assertThat(Asking.status(responder().answer(Asking.request(Asking.nonce(length), of(1)))))
        .isEqualTo(1);
  }

  @Test
  void a_nonce_that_is_no_octet_string_is_malformed() throws IOException {
    Extension raw = new Extension(Asking.NONCE, false, DERNull.INSTANCE.getEncoded());

    assertThat(Asking.status(responder().answer(Asking.request(raw, of(1))))).isEqualTo(1);
  }

  @Test
  void about_a_foreign_issuers_certificates_nothing_is_said() {
    StatusAnswer answer = responder().answer(Asking.about(Asking.id(Asking.SHA1, root, 1)));

    assertThat(Asking.status(answer)).isEqualTo(6);
    assertThat(answer.isAuthoritative()).isFalse();
    assertThat(asked).isEmpty();
  }

  @Test
  void several_certificates_are_asked_of_the_book_at_once_and_answered_in_their_order() {
    know(1, Standing.good());
    know(2, Standing.revoked(MADE, RevocationReason.SUPERSEDED));

    StatusAnswer answer =
        responder()
            .answer(Asking.about(of(2), Asking.id(Asking.SHA256, root, 1), of(1), of(9), of(1)));

    SingleResp[] all = Asking.read(answer).getResponses();
    assertThat(all).hasSize(5);
    assertThat(all[0].getCertStatus()).isInstanceOf(RevokedStatus.class);
    assertThat(all[1].getCertStatus()).isInstanceOf(UnknownStatus.class);
    assertThat(all[2].getCertStatus()).isSameAs(CertificateStatus.GOOD);
    assertThat(all[3].getCertStatus()).isInstanceOf(UnknownStatus.class);
    assertThat(all[4].getCertStatus()).isSameAs(CertificateStatus.GOOD);
    assertThat(answer.shared()).isEmpty();
    assertThat(asked).containsExactly(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 21})
  void at_most_twenty_are_answered_at_once(int count) {
    CertificateID[] ids =
        IntStream.rangeClosed(1, count)
            .mapToObj(StatusResponderTest::of)
            .toArray(CertificateID[]::new);

    assertThat(Asking.status(responder().answer(Asking.about(ids)))).isEqualTo(count > 20 ? 1 : 0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void an_extension_that_is_not_understood_is_passed_over_unless_it_is_critical(boolean isCritical)
      throws IOException {
    Extension foreign = new Extension(FOREIGN, isCritical, DERNull.INSTANCE.getEncoded());

    assertThat(Asking.status(responder().answer(Asking.request(foreign, of(1)))))
        .isEqualTo(isCritical ? 1 : 0);
  }

  @Test
  void who_signed_a_request_is_not_looked_at() throws IOException {
    know(1, Standing.good());
    OCSPRequest plain = OCSPRequest.getInstance(Asking.about(of(1)));
    OCSPRequest signed =
        new OCSPRequest(
            plain.getTbsRequest(),
            new Signature(
                new org.bouncycastle.asn1.x509.AlgorithmIdentifier(FOREIGN),
                new DERBitString(new byte[] {1, 2, 3}),
                new DERSequence()));

    assertThat(only(responder().answer(signed.getEncoded())).getCertStatus())
        .isSameAs(CertificateStatus.GOOD);
  }

  @Test
  void what_is_no_request_is_malformed() {
    byte[] request = Asking.about(of(1));
    byte[] longer = java.util.Arrays.copyOf(request, request.length + 1);
    byte[] shorter = java.util.Arrays.copyOf(request, request.length - 1);
    for (byte[] each :
        List.of(
            new byte[0],
            new byte[] {0x30, 0},
            "GET / HTTP/1.1".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
            longer,
            shorter,
            new byte[StatusQuestion.MAX_LENGTH + 1])) {
      StatusAnswer answer = responder().answer(each);
      assertThat(Asking.status(answer)).isEqualTo(1);
      assertThat(answer.isAuthoritative()).isFalse();
    }
  }

  @Test
  void while_the_book_is_away_an_answer_serves_until_it_ends_and_then_is_none() {
    know(1, Standing.good());
    StatusResponder responder = responder();
    StatusAnswer first = responder.answer(Asking.about(of(1)));
    isAway = true;

    assertThat(responder.answer(Asking.about(of(1)))).isEqualTo(first);
    assertThat(Asking.status(responder.answer(Asking.about(of(2))))).isEqualTo(3);
    assertThat(Asking.status(responder.answer(Asking.request(Asking.nonce(32), of(1)))))
        .isEqualTo(3);
    clock.set(first.shared().orElseThrow().nextUpdate());
    assertThat(Asking.status(responder.answer(Asking.about(of(1))))).isEqualTo(3);
  }

  @Test
  void no_answer_is_good_for_longer_than_the_key_that_signs_it() {
    know(1, Standing.good());
    Instant end = home.key("ocsp/issuing.p12").certificate().getNotAfter().toInstant();
    clock.set(end.minus(Duration.ofHours(1)));
    StatusResponder responder = responder();

    assertThat(only(responder.answer(Asking.about(of(1)))).getNextUpdate().toInstant())
        .isEqualTo(end);
    clock.set(end);
    assertThat(Asking.status(responder.answer(Asking.about(of(1))))).isEqualTo(3);
  }
}
