package org.scepter.scep;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scepter.enrolment.RefusalReason;
import org.scepter.registrationpoint.intune.HResult;

class ReportedHResultTest {
  @ParameterizedTest
  @EnumSource(RefusalReason.class)
  void intunes_console_shows_the_number_that_windows_shows(RefusalReason reason) {
    assertThat(HResult.of(reason))
        .isEqualTo(Integer.toUnsignedLong(Denial.of(reason).answer().hresult().orElseThrow()));
  }
}
