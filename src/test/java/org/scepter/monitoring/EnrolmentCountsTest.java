package org.scepter.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.scepter.platform.Happening;

class EnrolmentCountsTest {
  private final HappeningCounts counts = new HappeningCounts();

  @Test
  void each_decision_counts_once() {
    counts.count(Happening.done("challenge.verify", "device:a", "t"));
    counts.count(Happening.done("certificate.issue", "certificate:1", "t"));
    counts.count(Happening.done("enrolment.notify", "device:a", "t"));
    counts.count(Happening.refused("challenge.verify", "device:b", "ChallengeExpired: x", "u"));
    counts.count(Happening.refused("scep.pkioperation", "endpoint:mscep", "ChallengeExpired", "u"));
    counts.count(Happening.alarm("challenge.verify", "device:c", "ChallengeAlreadyUsed: x", "v"));
    counts.count(Happening.alarm("person.login", "admin", "guessed", ""));

    EnrolmentCounts enrolments = EnrolmentCounts.of(counts.now());
    assertThat(enrolments.issued()).isEqualTo(1);
    assertThat(enrolments.refused())
        .containsEntry("ChallengeExpired", 1L)
        .containsEntry("ChallengeAlreadyUsed", 1L)
        .hasSize(2);
    assertThat(enrolments.refusedInAll()).isEqualTo(2);
    assertThat(enrolments.alarms()).isEqualTo(2);
  }
}
