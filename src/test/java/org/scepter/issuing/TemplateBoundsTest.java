package org.scepter.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.issuing.Given.Change;
import org.scepter.issuing.template.Holder;
import org.scepter.issuing.template.RequestHash;
import org.scepter.issuing.template.SubjectSource;
import org.scepter.issuing.template.Template;
import org.scepter.issuing.template.TemplateBounds;
import org.scepter.issuing.template.Terms;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.PublicKeyInfo.Algorithm;
import org.scepter.pki.SubjectAltName;
import org.scepter.pki.SubjectAltName.Kind;

/** Each field of a template: what fits it, and what does not. */
class TemplateBoundsTest {
  private static final KeyPair KEYS = Given.rsa(2048);
  private static final CertificationRequest RSA = Given.request(KEYS);
  private static final CertificationRequest RSA_3072 = Given.request(Given.rsa(3072));
  private static final CertificationRequest RSA_1024 = Given.request(Given.rsa(1024));
  private static final CertificationRequest SHA_1 = Given.request(KEYS, "SHA1");
  private static final CertificationRequest SHA_384 = Given.request(KEYS, "SHA384");
  private static final CertificationRequest EC = Given.request(Given.ec());
  private static final CertificationRequest P384 = Given.request(Given.ec("secp384r1"));
  private static final CertificationRequest SMALL_EXPONENT = Given.request(exponentThree());
  private static final Consumer<Change> PLAIN = names("DNS:phone-1.example.test");
  private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";

  private static KeyPair exponentThree() {
    try {
      KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
      keys.initialize(new RSAKeyGenParameterSpec(2048, BigInteger.valueOf(3)));
      return keys.generateKeyPair();
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Consumer<Change> names(String... names) {
    return a -> a.names = Stream.of(names).map(SubjectAltName::parse).toList();
  }

  private static Consumer<Change> subject(String subject) {
    return a -> a.subject = subject;
  }

  /** A field, and for it a request that fits and one that does not with the reason. */
  private static Arguments row(
      Consumer<Terms> field,
      CertificationRequest fits,
      Consumer<Change> fitting,
      CertificationRequest other,
      Consumer<Change> beyond,
      RefusalReason reason,
      String detail) {
    return Arguments.of(detail, field, fits, fitting, other, beyond, reason);
  }

  private static Arguments row(
      Consumer<Terms> field,
      Consumer<Change> fitting,
      Consumer<Change> beyond,
      RefusalReason reason,
      String detail) {
    return row(field, RSA, fitting, RSA, beyond, reason, detail);
  }

  private static Arguments keys(
      Consumer<Terms> field,
      CertificationRequest fits,
      CertificationRequest other,
      RefusalReason reason,
      String detail) {
    return row(field, fits, PLAIN, other, PLAIN, reason, detail);
  }

  static Stream<Arguments> keysAndUsages() {
    return Stream.of(
        keys(
            t -> t.types = Set.of(Algorithm.RSA),
            RSA,
            EC,
            RefusalReason.KeyTypeMismatch,
            "allows no EC key"),
        keys(
            t -> t.types = Set.of(Algorithm.EC),
            EC,
            RSA,
            RefusalReason.KeyTypeMismatch,
            "allows no RSA key"),
        keys(
            t -> t.rsaBits = 2048,
            RSA,
            RSA_1024,
            RefusalReason.KeyLengthMismatch,
            "at least 2048 bits, this one has 1024"),
        keys(
            t -> t.rsaBits = 3072, RSA_3072, RSA, RefusalReason.KeyLengthMismatch, "at least 3072"),
        keys(t -> t.ecBits = 384, P384, EC, RefusalReason.KeyLengthMismatch, "at least 384"),
        keys(t -> {}, RSA, SMALL_EXPONENT, RefusalReason.WeakKey, "exponent is below 65537"),
        keys(
            t -> t.hash = RequestHash.SHA_256,
            RSA,
            SHA_1,
            RefusalReason.RefusedByIssuingAuthority,
            "SHA-256 or better"),
        keys(
            t -> t.hash = RequestHash.SHA_384,
            SHA_384,
            RSA,
            RefusalReason.RefusedByIssuingAuthority,
            "SHA-384 or better"),
        row(
            t -> t.usage = KeyUsageMask.SIGNATURE,
            a -> a.usage = KeyUsageMask.SIGNATURE,
            PLAIN,
            RefusalReason.KeyUsageMismatch,
            "is for SIGNATURE"),
        row(
            t -> t.usage = KeyUsageMask.ENCRYPTION,
            a -> a.usage = KeyUsageMask.ENCRYPTION,
            a -> a.usage = KeyUsageMask.SIGNATURE,
            RefusalReason.KeyUsageMismatch,
            "is for ENCRYPTION"),
        row(
            t -> t.purposes = List.of(Given.CLIENT_AUTH, CODE_SIGNING),
            a -> a.purposes = List.of(CODE_SIGNING),
            a -> a.purposes = List.of(Given.CLIENT_AUTH, "1.3.6.1.5.5.7.3.1"),
            RefusalReason.EnhancedKeyUsageMismatch,
            "does not allow 1.3.6.1.5.5.7.3.1"),
        row(
            t -> {},
            PLAIN,
            a -> a.purposes = List.of(),
            RefusalReason.EnhancedKeyUsageMissing,
            "no extended key usage"),
        row(
            t -> t.validity = Period.ofYears(1),
            PLAIN,
            a -> a.validity = Period.ofDays(367),
            RefusalReason.RefusedByIssuingAuthority,
            "allows P1Y, authorised was P367D"),
        row(
            t -> t.validity = Period.ofYears(2),
            a -> a.validity = Period.ofYears(2),
            a -> a.validity = Period.of(2, 0, 1),
            RefusalReason.RefusedByIssuingAuthority,
            "allows P2Y"));
  }

  static Stream<Arguments> useAndNames() {
    return Stream.of(
        row(
            t -> t.endpoints = Set.of("wifi"),
            a -> a.endpoint = "wifi",
            PLAIN,
            RefusalReason.TemplateNotAvailable,
            "is not for the endpoint mscep"),
        row(
            t -> t.endpoints = Set.of("*"),
            PLAIN,
            a -> a.version = 4,
            RefusalReason.TemplateNotAvailable,
            "has version 3, authorised was 4"),
        row(
            t -> t.subject = SubjectSource.RECORD,
            PLAIN,
            a -> a.profile = "password:mscep",
            RefusalReason.TemplateNotAvailable,
            "from a device's record"),
        row(
            t -> t.kinds = Set.of(Kind.DNS),
            names("DNS:a.example.org"),
            names("DNS:a.example.org", "EMAIL:a@example.org"),
            RefusalReason.SubjectAltNameMismatch,
            "no SAN of kind EMAIL"),
        row(
            t -> t.kinds = Set.of(Kind.UPN),
            names("UPN:ada@example.org"),
            names("IP:192.0.2.1"),
            RefusalReason.SubjectAltNameMismatch,
            "no SAN of kind IP"),
        row(
            t -> t.permitted = List.of("DNS:example.org"),
            names("DNS:a.example.org"),
            names("DNS:a.example.net"),
            RefusalReason.SubjectAltNameMismatch,
            "DNS:a.example.net is not permitted"),
        row(
            t -> t.permitted = List.of("EMAIL:example.org"),
            names("EMAIL:a@example.org"),
            names("EMAIL:a@b.example.org"),
            RefusalReason.SubjectAltNameMismatch,
            "is not permitted"),
        row(
            t -> t.permitted = List.of("EMAIL:example.org"),
            subject("CN=a,E=a@example.org"),
            subject("CN=a,E=a@example.net"),
            RefusalReason.SubjectNameMismatch,
            "EMAIL:a@example.net is not permitted"),
        row(
            t -> t.permitted = List.of("UPN:example.org"),
            names("UPN:a@example.org"),
            names("UPN:a@example.net"),
            RefusalReason.SubjectAltNameMismatch,
            "is not permitted"),
        row(
            t -> t.permitted = List.of("URI:.example.org"),
            names("URI:https://a.example.org/x"),
            names("URI:https://example.org/x"),
            RefusalReason.SubjectAltNameMismatch,
            "is not permitted"),
        row(
            t -> t.permitted = List.of("IP:192.0.2.0/24"),
            names("IP:192.0.2.9"),
            names("IP:192.0.3.9"),
            RefusalReason.SubjectAltNameMismatch,
            "is not permitted"),
        row(
            t -> t.permitted = List.of("DN:O=Example"),
            subject("O=Example,CN=a"),
            subject("O=Other,CN=a"),
            RefusalReason.SubjectNameMismatch,
            "is not permitted"),
        row(
            t -> t.excluded = List.of("DNS:vip.example.org"),
            names("DNS:a.example.org"),
            names("DNS:ceo.vip.example.org"),
            RefusalReason.SubjectAltNameMismatch,
            "is excluded by DNS:vip.example.org"),
        row(
            t -> t.excluded = List.of("DN:CN=Administrator"),
            subject("CN=a"),
            subject("CN=ADMINISTRATOR"),
            RefusalReason.SubjectNameMismatch,
            "is excluded by"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"keysAndUsages", "useAndNames"})
  void what_fits_a_field_is_issued_and_what_does_not_is_refused_with_the_reason(
      String detail,
      Consumer<Terms> field,
      CertificationRequest fits,
      Consumer<Change> fitting,
      CertificationRequest other,
      Consumer<Change> beyond,
      RefusalReason reason) {
    Template template = Terms.template("ScepterDevice", 3, field);
    assertThat(objection(template, fits, changed(template, fits, fitting))).isEmpty();
    assertThat(objection(template, other, changed(template, other, beyond)))
        .hasValueSatisfying(
            refused -> {
              assertThat(refused.reason()).isEqualTo(reason);
              assertThat(refused.detail()).contains(detail).startsWith("ScepterDevice: ");
            });
  }

  private static Change changed(
      Template template, CertificationRequest request, Consumer<Change> change) {
    return Given.authorised(request).with(a -> a.version = template.version()).with(change);
  }

  private static Optional<Refused> objection(
      Template template, CertificationRequest request, Change change) {
    TemplateBounds bounds = new TemplateBounds(template, change.make());
    return bounds.toUse().or(() -> bounds.toContent(request));
  }

  @Test
  void nothing_is_issued_from_what_is_withdrawn_or_scepters_own() {
    Template own =
        Terms.template("CEP Encryption", 1, t -> t.holder = Holder.REGISTRATION_AUTHORITY);
    assertThat(objection(own, RSA, Given.authorised(RSA)))
        .hasValueSatisfying(
            refused ->
                assertThat(refused.detail()).contains("for the registration-authority alone"));
    Template open = Terms.template("ScepterDevice", 1, t -> {});
    Template withdrawn = new Template(open.name(), 1, false, open.terms());
    assertThat(objection(withdrawn, RSA, Given.authorised(RSA)))
        .hasValueSatisfying(refused -> assertThat(refused.detail()).contains("is not published"));
  }

  @Test
  void a_sid_is_no_uri_for_a_template() {
    Template template = Terms.template("ScepterDevice", 1, t -> t.kinds = Set.of(Kind.DNS));
    String tag = "tag:microsoft.com,2022-09-14:sid:S-1-5-21-1-2-3-500";
    Change change =
        Given.authorised(RSA).with(a -> a.names = List.of(new SubjectAltName(Kind.URI, tag)));
    assertThat(objection(template, RSA, change)).isEmpty();
  }
}
