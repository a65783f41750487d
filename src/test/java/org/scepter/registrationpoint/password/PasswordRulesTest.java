package org.scepter.registrationpoint.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.enrolment.Arrival;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.VerificationRequest;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.Der;
import org.scepter.pki.KeyBounds;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.PublicKeyInfo;
import org.scepter.pki.SubjectAltName;
import org.scepter.pki.SubjectName;
import org.scepter.pki.TemplateName;
import org.scepter.pki.TransactionId;
import org.scepter.pki.UnreadableException;
import org.scepter.pki.constraint.NameBounds;
import org.scepter.platform.AllowList;
import org.scepter.platform.SettingsReader;
import org.scepter.registrationpoint.Expectation;
import org.scepter.registrationpoint.terms.IssuableTemplate;
import org.scepter.registrationpoint.terms.RequestedNames;

class PasswordRulesTest {
  private static final String CLIENT = "1.3.6.1.5.5.7.3.2";
  private static final String EMAIL = "1.3.6.1.5.5.7.3.4";
  private static final Map<String, String> WRITTEN =
      Map.of(
          "scepter.scep.endpoint.mscep.authority", "password",
          "scepter.scep.endpoint.mscep.allowed-subjects", "CN=*,O=Example",
          "scepter.scep.endpoint.mscep.allowed-alt-names", "DNS:*.example.org;URI:**",
          "scepter.scep.endpoint.mscep.certificate-validity", "P5Y");
  private static final PasswordEndpoint ENDPOINT =
      PasswordSettings.from(new SettingsReader(key -> Optional.ofNullable(WRITTEN.get(key))))
          .first()
          .orElseThrow();
  private static final IssuableTemplate TEMPLATE =
      new IssuableTemplate(
          new TemplateName("ScepterDevice"),
          3,
          KeyUsageMask.GENERAL_PURPOSE,
          List.of(CLIENT, EMAIL),
          Period.ofYears(2),
          Optional.empty(),
          new KeyBounds(Set.of(PublicKeyInfo.Algorithm.RSA), 2048, 256),
          NameBounds.NONE,
          AllowList.EVERYBODY,
          false,
          false);

  private final PasswordRules rules =
      new PasswordRules(
          new RequestedNames(name -> Optional.of(TEMPLATE).filter(one -> one.name().equals(name))));

  private static SubjectName name(String written) {
    try {
      return SubjectName.parse(written);
    } catch (UnreadableException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static VerificationRequest question(
      String template,
      PublicKeyInfo.Algorithm algorithm,
      int bits,
      int keyUsage,
      String subject,
      List<String> purposes) {
    return new VerificationRequest(
        ENDPOINT.name(),
        new TransactionId("t1"),
        new TemplateName(template),
        new CertificationRequest(
            Der.of(new byte[] {0x30, 0}),
            name(subject),
            new PublicKeyInfo(Der.of(new byte[] {0x30, 1}), algorithm, bits),
            Optional.empty(),
            List.of(SubjectAltName.parse("DNS:a.example.org")),
            keyUsage == 0 ? OptionalInt.empty() : OptionalInt.of(keyUsage),
            purposes,
            Optional.empty(),
            false),
        Optional.of(Der.of(new byte[] {0x30, 0})),
        Optional.empty(),
        Optional.empty(),
        Arrival.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ScepterDevice | RSA | 2048 | 160 | CN=a,O=Example | none",
        "ScepterDevice | RSA | 4096 | 0 | CN=a,O=Example | none",
        "ScepterDeviceSignature | RSA | 2048 | 160 | CN=a,O=Example | TemplateMismatch",
        "ScepterDevice | RSA | 2048 | 128 | CN=a,O=Example | TemplateMismatch",
        "ScepterDevice | RSA | 2048 | 1 | CN=a,O=Example | TemplateMismatch",
        "ScepterDeviceSignature | RSA | 2048 | 128 | CN=a,O=Example | TemplateNotAvailable",
        "ScepterDevice | EC | 256 | 160 | CN=a,O=Example | KeyTypeMismatch",
        "ScepterDevice | RSA | 2047 | 160 | CN=a,O=Example | KeyLengthMismatch",
        "ScepterDevice | RSA | 2048 | 160 | CN=a,O=Other | SubjectNameMismatch",
      })
  void a_request_is_accepted_or_refused_with_its_reason(
      String template,
      PublicKeyInfo.Algorithm algorithm,
      int bits,
      int keyUsage,
      String subject,
      String reason) {
    Optional<Refused> objection =
        rules.objection(
            ENDPOINT,
            OneTimePassword.Scope.ANY,
            question(template, algorithm, bits, keyUsage, subject, List.of()));

    assertThat(objection.map(Refused::reason).map(RefusalReason::name).orElse("none"))
        .isEqualTo(reason);
  }

  private static VerificationRequest usual(List<String> purposes) {
    return question(
        "ScepterDevice", PublicKeyInfo.Algorithm.RSA, 2048, 0xA0, "CN=a,O=Example", purposes);
  }

  @Test
  void purposes_are_the_requests_own_within_the_template() {
    assertThat(rules.expectation(ENDPOINT, "d", false, usual(List.of())).extendedKeyUsages())
        .containsExactly(CLIENT, EMAIL);
    assertThat(rules.expectation(ENDPOINT, "d", false, usual(List.of(CLIENT))).extendedKeyUsages())
        .containsExactly(CLIENT);
    assertThat(
            rules
                .objection(ENDPOINT, OneTimePassword.Scope.ANY, usual(List.of("1.3.6.1.5.5.7.3.1")))
                .map(Refused::reason))
        .contains(RefusalReason.EnhancedKeyUsageMismatch);
  }

  @Test
  void the_template_fills_in_what_a_password_leaves_open() {
    Expectation expected = rules.expectation(ENDPOINT, "password:a", true, usual(List.of()));

    assertThat(expected.templateVersion()).isEqualTo(3);
    assertThat(expected.keyUsage()).isEqualTo(KeyUsageMask.GENERAL_PURPOSE);
    assertThat(expected.validity()).as("the template's is shorter").isEqualTo(Period.ofYears(2));
    assertThat(expected.profile()).isEqualTo("password:mscep");
    assertThat(expected.securityIdentifier()).isEmpty();
    assertThat(expected.approval()).isTrue();
  }

  @Test
  void a_password_may_be_for_one_key_usage_or_subject() {
    assertThat(
            rules
                .objection(
                    ENDPOINT,
                    new OneTimePassword.Scope(
                        Optional.of(KeyUsageMask.SIGNATURE), Optional.empty()),
                    usual(List.of()))
                .map(Refused::reason))
        .contains(RefusalReason.KeyUsageMismatch);
    assertThat(
            rules
                .objection(
                    ENDPOINT,
                    new OneTimePassword.Scope(
                        Optional.empty(), Optional.of(name("CN=b,O=Example"))),
                    usual(List.of()))
                .map(Refused::reason))
        .contains(RefusalReason.SubjectNameMismatch);
  }

  // A domain controller maps such a name to the account (KB5014754).
  @Test
  void a_password_lets_in_no_account_even_where_the_patterns_allow_its_name() {
    VerificationRequest usual = usual(List.of());
    CertificationRequest plain = usual.request();
    String sid = "S-1-5-21-1-2-3-500";
    CertificationRequest forged =
        new CertificationRequest(
            plain.der(),
            plain.subject(),
            plain.publicKey(),
            plain.challengePassword(),
            List.of(SubjectAltName.parse("URI:tag:microsoft.com,2022-09-14:sid:" + sid)),
            plain.keyUsage(),
            plain.extendedKeyUsages(),
            Optional.of(sid),
            false);
    VerificationRequest question =
        new VerificationRequest(
            usual.endpoint(),
            usual.transaction(),
            usual.template(),
            forged,
            usual.message(),
            Optional.empty(),
            Optional.empty(),
            Arrival.UNKNOWN);

    assertThat(rules.objection(ENDPOINT, OneTimePassword.Scope.ANY, question).map(Refused::reason))
        .contains(RefusalReason.SecurityIdentifierMismatch);
  }
}
