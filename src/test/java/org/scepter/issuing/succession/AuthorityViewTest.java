package org.scepter.issuing.succession;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.issuing.AuthorityCertificate;
import org.scepter.issuing.AuthorityKeys;
import org.scepter.issuing.Generation;
import org.scepter.pki.Der;

class AuthorityViewTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static Instant day(int day) {
    return START.plus(Duration.ofDays(day));
  }

  private static Generation generation(int number, int activeFrom, int retiresAt) {
    Der der = Der.of(new byte[] {0x30, 3, 2, 1, (byte) number});
    AuthorityCertificate certificate =
        new AuthorityCertificate(der, der.thumbprint(), der, START, day(1000));
    return new Generation(
        number,
        new AuthorityKeys.Authority(null, certificate, List.of(der)),
        day(activeFrom),
        day(retiresAt));
  }

  @ParameterizedTest
  @CsvSource({
    "5,  CURRENT,  NEXT",
    "10, PREVIOUS, CURRENT",
    "19, PREVIOUS, CURRENT",
    "20, RETIRED,  CURRENT"
  })
  void two_cas_take_turns(int day, AuthorityView.State first, AuthorityView.State second) {
    List<Generation> both = List.of(generation(1, 0, 20), generation(3, 10, 1000));
    Generation current = both.get(day < 10 ? 0 : 1);
    assertThat(both)
        .extracting(each -> AuthorityView.of(each, both, current, day(day)).state())
        .containsExactly(first, second);
  }

  @ParameterizedTest
  @CsvSource({"1", "5", "30"})
  void one_that_was_called_off_stays_so(int day) {
    Generation first = generation(1, 0, 1000);
    Generation withdrawn = generation(2, 10, 3);
    List<Generation> published = List.of(first, withdrawn);
    assertThat(published)
        .extracting(each -> AuthorityView.of(each, List.of(first), first, day(day)).state())
        .containsExactly(AuthorityView.State.CURRENT, AuthorityView.State.WITHDRAWN);
  }
}
