package org.scepter.registrationpoint.authority;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Period;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.enrolment.IssuedCertificates.Standing;
import org.scepter.enrolment.Refused;

/** A certificate of a hundred days, and when it may sign its renewal. */
class RenewalRulesTest {
  @ParameterizedTest
  @CsvSource({
    // day of life, threshold, grace in days, revoked on day, told
    "-1,  20, 0, ,    RenewalCertificateExpired",
    "0,   20, 0, ,    RenewalTooEarly",
    "79,  20, 0, ,    RenewalTooEarly",
    "80,  20, 0, ,    granted",
    "99,  20, 0, ,    granted",
    "100, 20, 0, ,    RenewalCertificateExpired",
    "100, 20, 5, ,    granted",
    "104, 20, 5, ,    granted",
    "105, 20, 5, ,    RenewalCertificateExpired",
    "0,   99, 0, ,    RenewalTooEarly",
    "1,   99, 0, ,    granted",
    "98,  1,  0, ,    RenewalTooEarly",
    "99,  1,  0, ,    granted",
    "80,  20, 0, 81,  granted",
    "80,  20, 0, 80,  RenewalCertificateRevoked",
    "80,  20, 0, 10,  RenewalCertificateRevoked",
    "10,  20, 0, 10,  RenewalCertificateRevoked",
    "105, 20, 5, 10,  RenewalCertificateRevoked",
  })
  void it_may_in_its_window_until_its_grace_time_ends_unless_it_is_revoked(
      int day, int threshold, int grace, Integer revokedOn, String told) throws Exception {
    RenewalCase asked = new RenewalCase();
    asked.notBefore = RenewalCase.NOW.minus(Duration.ofDays(day));
    asked.notAfter = asked.notBefore.plus(Duration.ofDays(100));
    asked.thresholdPercent = threshold;
    asked.grace = Duration.ofDays(grace);
    Standing standing =
        new Standing(
            new EnrolmentId("1".repeat(32)),
            new EndpointName("mscep"),
            Optional.ofNullable(revokedOn).map(it -> asked.notBefore.plus(Duration.ofDays(it))));

    Optional<Refused> obstacle =
        RenewalRules.obstacle(
            asked.recorded(), standing, asked.terms().orElseThrow(), RenewalCase.NOW);

    assertThat(obstacle.map(refused -> refused.reason().name()).orElse("granted")).isEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource({
    // day of life, threshold, template's period, grace in days, told
    "79,  20, ,     0, RenewalTooEarly",
    "80,  20, ,     0, granted",
    "80,  20, P19D, 0, RenewalTooEarly",
    "81,  20, P19D, 0, granted",
    "79,  20, P30D, 0, RenewalTooEarly",
    "80,  20, P30D, 0, granted",
    "20,  99, P30D, 0, RenewalTooEarly",
    "70,  99, P30D, 0, granted",
    "1,   99, P1Y,  0, granted",
    "98,  99, P1D,  5, RenewalTooEarly",
    "99,  99, P1D,  5, granted",
    "100, 0,  P1D,  5, granted",
    "104, 20, P1D,  5, granted",
  })
  void the_template_lets_it_no_earlier_than_its_renewal_period(
      int day, int threshold, String period, int grace, String told) throws Exception {
    RenewalCase asked = new RenewalCase();
    asked.notBefore = RenewalCase.NOW.minus(Duration.ofDays(day));
    asked.notAfter = asked.notBefore.plus(Duration.ofDays(100));
    asked.thresholdPercent = threshold;
    asked.templatePeriod = Optional.ofNullable(period).map(Period::parse);
    asked.grace = Duration.ofDays(grace);

    Optional<Refused> obstacle =
        RenewalRules.obstacle(
            asked.recorded(),
            asked.standing.orElseThrow(),
            asked.terms().orElseThrow(),
            RenewalCase.NOW);

    assertThat(obstacle.map(refused -> refused.reason().name()).orElse("granted")).isEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource({
    "CN=phone-1, DNS:phone-1.example.test, granted",
    "CN=phone-2, DNS:phone-1.example.test, SubjectNameMismatch",
    "CN=phone-1, DNS:phone-2.example.test, SubjectAltNameMismatch",
    "CN=phone-2, DNS:phone-2.example.test, SubjectNameMismatch",
  })
  void it_carries_todays_names_on(String subject, String name, String told) throws Exception {
    RenewalCase asked = new RenewalCase();
    asked.oldSubject = subject;
    asked.oldNames = java.util.List.of(name);

    Optional<Refused> obstacle =
        RenewalRules.obstacle(
            asked.recorded(),
            asked.standing.orElseThrow(),
            asked.terms().orElseThrow(),
            RenewalCase.NOW);

    assertThat(obstacle.map(refused -> refused.reason().name()).orElse("granted")).isEqualTo(told);
  }
}
