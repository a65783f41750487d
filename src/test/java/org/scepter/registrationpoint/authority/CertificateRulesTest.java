package org.scepter.registrationpoint.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scepter.enrolment.EndpointName;
import org.scepter.pki.Der;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.PublicKeyInfo;
import org.scepter.pki.SecurityIdentifier;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.Sha256;
import org.scepter.pki.SubjectAltName;
import org.scepter.pki.SubjectAltNames;
import org.scepter.pki.SubjectName;
import org.scepter.pki.TemplateName;
import org.scepter.pki.UnreadableException;
import org.scepter.registrationpoint.CertificateFacts;
import org.scepter.registrationpoint.Expectation;

class CertificateRulesTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final String SID = "S-1-5-21-1-2-3-1001";
  private static final KeyPair KEYS = keys();
  private static final Sha256 KEY = Sha256.of(KEYS.getPublic().getEncoded());
  private static final List<String> NAMES =
      List.of("DNS:phone-1.example.test", "UPN:a@example.test");

  /** A certificate field by field, so that a row of the table changes one of them. */
  private record Certificate(
      KeyPair keys, String subject, int days, int keyUsage, List<String> names, boolean ca) {
    static final Certificate AS_AUTHORISED =
        new Certificate(KEYS, "CN=phone-1,O=Example", 365, 0xA0, NAMES, false);

    @SuppressWarnings("JavaUtilDate") // Bouncy Castle's builder takes nothing else
    Der der(KeyPurposeId... purposes) throws Exception {
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              new X500Name("CN=CA"),
              BigInteger.TEN,
              Date.from(NOW.minusSeconds(600)),
              Date.from(NOW.plus(Duration.ofDays(days))),
              new X500Name(subject),
              keys.getPublic());
      if (keyUsage != 0) {
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(keyUsage));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(ca));
      }
      if (!names.isEmpty()) {
        builder.addExtension(
            Extension.subjectAlternativeName,
            false,
            SubjectAltNames.encode(names.stream().map(SubjectAltName::parse).toList()));
      }
      return Der.of(
          builder
              .build(new JcaContentSignerBuilder("SHA256withRSA").build(KEYS.getPrivate()))
              .getEncoded());
    }
  }

  static Stream<Arguments> misfits() {
    return Stream.of(
        Arguments.of(
            new Certificate(keys(), "CN=phone-1,O=Example", 365, 0xA0, NAMES, false), "key"),
        Arguments.of(
            new Certificate(KEYS, "CN=phone-2,O=Example", 365, 0xA0, NAMES, false), "subject"),
        Arguments.of(
            new Certificate(KEYS, "CN=phone-1,O=Example", 368, 0xA0, NAMES, false), "later"),
        Arguments.of(
            new Certificate(KEYS, "CN=phone-1,O=Example", 365, 0x80, NAMES, false), "key usage"),
        Arguments.of(
            new Certificate(KEYS, "CN=phone-1,O=Example", 365, 0xA6, NAMES, false), "key usage"),
        Arguments.of(
            new Certificate(KEYS, "CN=phone-1,O=Example", 365, 0xA0, List.of(), false), "names"),
        Arguments.of(
            new Certificate(KEYS, "CN=phone-1,O=Example", 365, 0xA0, List.of(NAMES.get(0)), false),
            "names"),
        Arguments.of(
            new Certificate(
                KEYS,
                "CN=phone-1,O=Example",
                365,
                0xA0,
                List.of(NAMES.get(0), NAMES.get(1), "DNS:admin.example.test"),
                false),
            "names"),
        Arguments.of(new Certificate(KEYS, "CN=phone-1,O=Example", 365, 0xA0, NAMES, true), "CA"),
        Arguments.of(
            new Certificate(KEYS, "CN=phone-1,O=Example", 365, 0, List.of(), false),
            "no extensions"));
  }

  @ParameterizedTest
  @MethodSource("misfits")
  void a_certificate_that_was_not_authorised_does_not_fit(Certificate certificate, String why)
      throws Exception {
    assertThat(misfit(certificate.der(KeyPurposeId.id_kp_clientAuth)).orElseThrow()).contains(why);
  }

  @Test
  void other_purposes_do_not_fit() throws Exception {
    assertThat(misfit(Certificate.AS_AUTHORISED.der(KeyPurposeId.anyExtendedKeyUsage))).isPresent();
  }

  @Test
  void the_authorised_certificate_fits_with_or_without_the_sid_as_a_name() throws Exception {
    assertThat(misfit(Certificate.AS_AUTHORISED.der(KeyPurposeId.id_kp_clientAuth))).isEmpty();
    Certificate withSid =
        new Certificate(
            KEYS,
            "CN=phone-1,O=Example",
            365,
            0xA0,
            List.of(NAMES.get(1), NAMES.get(0), "URI:" + SecurityIdentifier.TAG + SID),
            false);
    assertThat(misfit(withSid.der(KeyPurposeId.id_kp_clientAuth))).isEmpty();
  }

  @Test
  void what_is_kept_of_it_is_read_from_it() throws Exception {
    Der der = Certificate.AS_AUTHORISED.der(KeyPurposeId.id_kp_clientAuth);

    assertThat(CertificateRules.read(der))
        .isEqualTo(
            new CertificateFacts(
                der.thumbprint(),
                new SerialNumber(BigInteger.TEN),
                NOW.minusSeconds(600),
                NOW.plus(Duration.ofDays(365))));
  }

  @Test
  void rubbish_is_unreadable() {
    assertThatThrownBy(() -> misfit(Der.of(new byte[] {0x30, 3, 1, 1, 1})))
        .isInstanceOf(UnreadableException.class);
  }

  private static Optional<String> misfit(Der certificate) throws UnreadableException {
    return CertificateRules.misfit(certificate, KEY, expected(), NOW);
  }

  private static Expectation expected() throws UnreadableException {
    return new Expectation(
        new EndpointName("mscep"),
        "phone-1",
        "wifi",
        new TemplateName("ScepterDevice"),
        1,
        SubjectName.parse("CN=phone-1,O=Example"),
        NAMES.stream().map(SubjectAltName::parse).toList(),
        Optional.of(SID),
        KeyUsageMask.GENERAL_PURPOSE,
        List.of(KeyPurposeId.id_kp_clientAuth.getId()),
        PublicKeyInfo.Algorithm.RSA,
        2048,
        Period.ofYears(1),
        false,
        java.time.Duration.ofMinutes(1));
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
