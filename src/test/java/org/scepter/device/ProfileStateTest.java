package org.scepter.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.Thumbprint;

class ProfileStateTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final ProfileState ISSUED =
      new ProfileState(
          "wifi",
          Optional.empty(),
          Optional.of(
              new ProfileState.Certificate(
                  new Thumbprint("0".repeat(40)),
                  new SerialNumber(BigInteger.TEN),
                  START,
                  START.plus(Duration.ofDays(100)))),
          false,
          Optional.empty());

  @ParameterizedTest
  @CsvSource({
    "0, 20, true",
    "79, 20, true",
    "80, 20, false",
    "81, 20, false",
    "101, 20, false",
    "98, 1, true",
    "99, 1, false",
    "1, 99, false"
  })
  void a_certificate_serves_until_its_renewal_window(int day, int threshold, boolean served) {
    assertThat(ISSUED.isServed(START.plus(Duration.ofDays(day)), threshold)).isEqualTo(served);
  }

  @Test
  void nothing_serves_a_device_without_certificate() {
    assertThat(ProfileState.none("wifi").isServed(START, 20)).isFalse();
    assertThat(ProfileState.none("wifi").word(START)).isEqualTo("targeted");
  }

  @Test
  void a_contested_certificate_serves_nobody() {
    ProfileState contested =
        new ProfileState("wifi", Optional.empty(), ISSUED.certificate(), true, Optional.empty());
    assertThat(contested.isServed(START, 20)).isFalse();
    assertThat(contested.word(START)).isEqualTo("issued");
  }

  @Test
  void the_word_tells_what_stands_out() {
    Instant end = START.plus(Duration.ofDays(100));
    ProfileState renewing =
        new ProfileState(
            "wifi",
            Optional.of(START.plusSeconds(60)),
            ISSUED.certificate(),
            false,
            Optional.empty());
    assertThat(ISSUED.word(START)).isEqualTo("issued");
    assertThat(ISSUED.word(end)).isEqualTo("expired");
    assertThat(renewing.word(START)).isEqualTo("challenge");
    assertThat(renewing.word(START.plusSeconds(60))).isEqualTo("issued");
  }
}
