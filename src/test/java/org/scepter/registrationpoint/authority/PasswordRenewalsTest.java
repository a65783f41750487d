package org.scepter.registrationpoint.authority;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.pki.KeyBounds;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.PublicKeyInfo;
import org.scepter.pki.Sha256;
import org.scepter.pki.TemplateName;
import org.scepter.pki.constraint.NameBounds;
import org.scepter.platform.AllowList;
import org.scepter.platform.SettingsReader;
import org.scepter.registrationpoint.ChallengeId;
import org.scepter.registrationpoint.EnrolmentView;
import org.scepter.registrationpoint.password.PasswordRules;
import org.scepter.registrationpoint.password.PasswordSettings;
import org.scepter.registrationpoint.terms.IssuableTemplate;
import org.scepter.registrationpoint.terms.RequestedNames;

class PasswordRenewalsTest {
  private static final IssuableTemplate TEMPLATE =
      new IssuableTemplate(
          new TemplateName("ScepterDevice"),
          3,
          KeyUsageMask.GENERAL_PURPOSE,
          List.of(RenewalCase.CLIENT),
          Period.ofYears(2),
          Optional.of(Period.ofMonths(6)),
          new KeyBounds(Set.of(PublicKeyInfo.Algorithm.RSA), 2048, 256),
          NameBounds.NONE,
          AllowList.EVERYBODY,
          false,
          false);

  private final RenewalCase asked = new RenewalCase();
  private final Map<String, String> written =
      new HashMap<>(
          Map.of(
              "scepter.scep.endpoint.mscep.authority", "password",
              "scepter.scep.endpoint.mscep.enforce-password", "false",
              "scepter.scep.endpoint.mscep.allowed-subjects", "CN=*",
              "scepter.scep.endpoint.mscep.allowed-alt-names", "DNS:*.example.test"));

  private RenewalOffer offer(String profile) {
    SettingsReader reader = new SettingsReader(key -> Optional.ofNullable(written.get(key)));
    return new PasswordRenewals(
            PasswordSettings.from(reader),
            new PasswordRules(
                new RequestedNames(
                    name -> Optional.of(TEMPLATE).filter(it -> it.name().equals(name)))))
        .of(renewed(profile), asked.question());
  }

  private static EnrolmentView renewed(String profile) {
    return new EnrolmentView(
        new EnrolmentId("1".repeat(32)),
        new EndpointName("mscep"),
        new ChallengeId("2".repeat(32)),
        Sha256.of(new byte[] {1}),
        "password:phone-1",
        profile,
        Instant.EPOCH,
        Optional.empty());
  }

  @Test
  void the_endpoint_says_when_and_the_request_for_which_names() {
    RenewalTerms terms = offer("password:mscep").terms().orElseThrow();

    assertThat(terms.thresholdPercent()).isEqualTo(20);
    assertThat(terms.templatePeriod()).contains(Period.ofMonths(6));
    assertThat(terms.grace()).isZero();
    assertThat(terms.supersedeAfter()).isEmpty();
    assertThat(terms.expectation().subject().text()).isEqualTo("CN=phone-1");
    assertThat(terms.expectation().device()).isEqualTo("password:phone-1");
    assertThat(terms.expectation().approval()).as("it was approved of once").isFalse();
  }

  @Test
  void each_setting_is_an_endpoints_own() {
    written.put("scepter.scep.endpoint.mscep.renewal-threshold-percent", "0");
    written.put("scepter.scep.endpoint.mscep.renewal-grace", "P3D");
    written.put("scepter.scep.endpoint.mscep.revoke-renewed-after", "PT1H");

    RenewalTerms terms = offer("password:mscep").terms().orElseThrow();

    assertThat(terms.thresholdPercent()).isZero();
    assertThat(terms.grace()).isEqualTo(Duration.ofDays(3));
    assertThat(terms.supersedeAfter()).contains(Duration.ofHours(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "allowed-subjects | CN=*,O=Other | SubjectNameMismatch",
        "allowed-alt-names | DNS:*.example.org | SubjectAltNameMismatch",
        "general-purpose-template | Another | TemplateMismatch",
      })
  void what_the_endpoint_no_longer_issues_is_not_renewed(
      String setting, String value, String reason) {
    written.put("scepter.scep.endpoint.mscep." + setting, value);

    assertThat(offer("password:mscep").refusal().map(refused -> refused.reason().name()))
        .contains(reason);
  }

  @Test
  void other_peoples_certificates_are_left_to_them() {
    assertThat(offer("wifi").isNone()).isTrue();
    written.remove("scepter.scep.endpoint.mscep.authority");
    assertThat(offer("password:mscep").isNone()).isTrue();
  }
}
