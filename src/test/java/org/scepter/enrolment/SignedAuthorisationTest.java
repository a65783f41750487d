package org.scepter.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepter.pki.KeyHolder;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.Sha256;
import org.scepter.pki.SubjectAltName;
import org.scepter.pki.SubjectName;
import org.scepter.pki.TemplateName;
import org.scepter.pki.Thumbprint;
import org.scepter.pki.TransactionId;
import org.scepter.pki.UnreadableException;

class SignedAuthorisationTest {
  private static final Provider PROVIDER = new BouncyCastleProvider();
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final Signer CRP = Signer.make("RSA", 2048, "CRP");
  private static final Signer OTHER = Signer.make("RSA", 2048, "CRP");
  private static final Signer ELLIPTIC = Signer.make("EC", 256, "CRP on EC");

  private record Signer(KeyPair keys, X509Certificate certificate) {
    @SuppressWarnings("JavaUtilDate") // Bouncy Castle's builder takes nothing else
    static Signer make(String algorithm, int bits, String name) {
      try {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        KeyPair keys = generator.generateKeyPair();
        X500Name subject = new X500Name("CN=" + name);
        return new Signer(
            keys,
            new JcaX509CertificateConverter()
                .getCertificate(
                    new JcaX509v3CertificateBuilder(
                            subject,
                            BigInteger.TEN,
                            Date.from(NOW.minus(Duration.ofDays(1))),
                            Date.from(NOW.plus(Duration.ofDays(1))),
                            subject,
                            keys.getPublic())
                        .build(
                            new JcaContentSignerBuilder(
                                    "EC".equals(algorithm) ? "SHA256withECDSA" : "SHA256withRSA")
                                .build(keys.getPrivate()))));
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }

    SignedAuthorisation sign(Authorisation given) {
      return SignedAuthorisation.sign(
          given, certificate, KeyHolder.of(keys.getPrivate(), PROVIDER), PROVIDER);
    }
  }

  @Test
  void what_is_signed_comes_back_unchanged() throws Exception {
    assertThat(verify(CRP.sign(full()), NOW)).isEqualTo(full());
    assertThat(verify(CRP.sign(bare()), NOW)).isEqualTo(bare());
    assertThat(verify(SignedAuthorisation.parse(CRP.sign(full()).base64()), NOW)).isEqualTo(full());
  }

  @Test
  void the_registration_point_may_have_an_elliptic_key_and_several_may_be_pinned()
      throws Exception {
    assertThat(
            ELLIPTIC
                .sign(full())
                .verify(List.of(CRP.certificate(), ELLIPTIC.certificate()), NOW, PROVIDER))
        .isEqualTo(full());
  }

  @Test
  void no_altered_byte_changes_what_is_authorised() throws Exception {
    byte[] good = CRP.sign(full()).bytes();
    for (int i = 0; i < good.length; i++) {
      byte[] altered = good.clone();
      altered[i] ^= 0x01;
      try {
        assertThat(verify(SignedAuthorisation.of(altered), NOW)).isEqualTo(full());
      } catch (UnreadableException refused) {
        assertThat(refused).hasMessageNotContaining("phone-1");
      }
    }
  }

  @Test
  void another_signer_under_the_same_name_is_refused() {
    assertRefused(OTHER.sign(full()), NOW, "no pinned registration point");
    assertRefused(ELLIPTIC.sign(full()), NOW, "no pinned registration point");
  }

  @Test
  void without_a_pin_nothing_is_accepted() {
    assertThatThrownBy(() -> CRP.sign(full()).verify(List.of(), NOW, PROVIDER))
        .isInstanceOf(UnreadableException.class);
  }

  @Test
  void it_is_accepted_from_its_issue_until_its_expiry() throws Exception {
    Instant end = full().expiresAt();

    assertThat(verify(CRP.sign(full()), end.minusMillis(1))).isEqualTo(full());
    assertRefused(CRP.sign(full()), end, "expired");
    assertThat(verify(CRP.sign(full()), NOW.minus(SignedAuthorisation.MAX_SKEW))).isEqualTo(full());
    assertRefused(CRP.sign(full()), NOW.minus(Duration.ofMinutes(6)), "future");
  }

  @Test
  void an_expired_signing_certificate_is_refused() {
    Authorisation later = full(NOW.plus(Duration.ofDays(3)));

    assertRefused(CRP.sign(later), NOW.plus(Duration.ofDays(3)), "is not in date");
  }

  @Test
  void two_signers_are_refused() throws Exception {
    byte[] document = AuthorisationDocument.encode(full()).getEncoded("DER");
    CMSSignedData twice = signed(document, "2.25.272263688404979078230729938477483671522", 2);

    assertRefused(SignedAuthorisation.of(twice.getEncoded()), NOW, "exactly one signer");
  }

  @Test
  void the_same_bytes_signed_as_something_else_are_refused() throws Exception {
    byte[] document = AuthorisationDocument.encode(full()).getEncoded("DER");
    CMSSignedData data = signed(document, CMSObjectIdentifiers.data.getId(), 1);

    assertRefused(SignedAuthorisation.of(data.getEncoded()), NOW, "no authorisation");
  }

  private static CMSSignedData signed(byte[] document, String type, int signers) throws Exception {
    CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
    for (int i = 0; i < signers; i++) {
      generator.addSignerInfoGenerator(
          new JcaSignerInfoGeneratorBuilder(
                  new JcaDigestCalculatorProviderBuilder().setProvider(PROVIDER).build())
              .build(
                  new JcaContentSignerBuilder("SHA256withRSA").build(CRP.keys().getPrivate()),
                  CRP.certificate()));
    }
    return generator.generate(
        new CMSProcessableByteArray(new org.bouncycastle.asn1.ASN1ObjectIdentifier(type), document),
        true);
  }

  @Test
  void what_does_not_fit_is_neither_signed_nor_taken() {
    List<SubjectAltName> many =
        Collections.nCopies(9, new SubjectAltName(SubjectAltName.Kind.DNS, "x".repeat(1000)));

    assertThatIllegalArgumentException().isThrownBy(() -> CRP.sign(with(many, NOW)));
    assertThatThrownBy(() -> SignedAuthorisation.of(new byte[8193]))
        .isInstanceOf(UnreadableException.class);
    assertThatThrownBy(() -> SignedAuthorisation.of(new byte[0]))
        .isInstanceOf(UnreadableException.class);
    assertThatThrownBy(() -> SignedAuthorisation.parse("A".repeat(11_000)))
        .isInstanceOf(UnreadableException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x30, 0x24, 0xA0, 0x00, 0xFF})
  void nested_rubbish_ends_as_unreadable(int octet) throws Exception {
    byte[] bomb = new byte[SignedAuthorisation.MAX_LENGTH];
    for (int i = 0; i < bomb.length; i += 2) {
      bomb[i] = (byte) octet;
      bomb[i + 1] = (byte) 0x80;
    }

    assertRefused(SignedAuthorisation.of(bomb), NOW, "cannot be read");
  }

  @Test
  void no_base64_is_unreadable() {
    assertThatThrownBy(() -> SignedAuthorisation.parse("not base64!"))
        .isInstanceOf(UnreadableException.class);
  }

  private static void assertRefused(SignedAuthorisation signed, Instant now, String why) {
    assertThatThrownBy(() -> verify(signed, now))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining(why);
  }

  private static Authorisation verify(SignedAuthorisation signed, Instant now)
      throws UnreadableException {
    return signed.verify(List.of(CRP.certificate()), now, PROVIDER);
  }

  private static Authorisation full() {
    return full(NOW);
  }

  private static Authorisation full(Instant issuedAt) {
    return with(
        List.of(
            SubjectAltName.parse("DNS:phone-1.example.test"),
            SubjectAltName.parse("UPN:jürgen@example.test")),
        issuedAt);
  }

  private static Authorisation with(List<SubjectAltName> altNames, Instant issuedAt) {
    return new Authorisation(
        new EnrolmentId("0123456789abcdef0123456789abcdef"),
        Optional.of(new SerialNumber(new BigInteger("123456789012345678901234567890"))),
        new EndpointName("mscep"),
        new TransactionId("A1B2"),
        Sha256.of(new byte[] {1}),
        Sha256.of(new byte[] {2}),
        new TemplateName("ScepterDevice"),
        3,
        subject(),
        altNames,
        Optional.of("S-1-5-21-1-2-3-1001"),
        KeyUsageMask.GENERAL_PURPOSE,
        List.of("1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.4"),
        Period.of(1, 2, 3),
        "wifi für alle",
        Optional.of(new Thumbprint("00".repeat(20))),
        Optional.of(new Thumbprint("ff".repeat(20))),
        issuedAt,
        issuedAt.plus(Duration.ofMinutes(10)));
  }

  private static Authorisation bare() {
    return new Authorisation(
        new EnrolmentId("0123456789abcdef0123456789abcdef"),
        Optional.empty(),
        new EndpointName("mscep"),
        new TransactionId("1"),
        Sha256.of(new byte[] {1}),
        Sha256.of(new byte[] {2}),
        new TemplateName("ScepterDevice"),
        1,
        subject(),
        List.of(),
        Optional.empty(),
        KeyUsageMask.SIGNATURE,
        List.of(),
        Period.ofDays(5),
        "wifi",
        Optional.empty(),
        Optional.empty(),
        NOW,
        NOW.plusSeconds(60));
  }

  private static SubjectName subject() {
    try {
      return SubjectName.parse("CN=phone-1,O=Example");
    } catch (UnreadableException e) {
      throw new AssertionError(e);
    }
  }
}
