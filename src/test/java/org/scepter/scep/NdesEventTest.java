package org.scepter.scep;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NdesEventTest {
  @ParameterizedTest
  @CsvSource({
    "1, STARTED",
    "2, EVENT_MSCEP_FAILED_TO_LOAD",
    "3, STOPPED",
    "7, NO_CA_CERTIFICATES",
    "10, EVENT_MSCEP_FAILED_RA_CERT",
    "16, EVENT_MSCEP_FAIL_TO_DECODE",
    "17, EVENT_MSCEP_FAIL_TO_RETRIEVE_INFO",
    "18, EVENT_MSCEP_FAIL_TO_DECRYPT_INNER",
    "28, EVENT_MSCEP_NO_PASSWORD",
    "29, EVENT_MSCEP_INVALID_PASSWORD",
    "31, EVENT_MSCEP_FAIL_SUBMIT"
  })
  void each_event_has_the_number_that_windows_gives_it(int number, NdesEvent event) {
    assertThat(event.number()).isEqualTo(number);
    assertThat(event.text()).startsWith("event " + number);
  }

  @Test
  void only_names_that_microsoft_publishes_stand_in_the_log() {
    assertThat(NdesEvent.EVENT_MSCEP_INVALID_PASSWORD.text())
        .startsWith("event 29 EVENT_MSCEP_INVALID_PASSWORD: ");
    assertThat(NdesEvent.STARTED.text()).isEqualTo("event 1: NDES has started");
  }
}
