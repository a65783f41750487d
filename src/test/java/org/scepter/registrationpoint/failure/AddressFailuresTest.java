package org.scepter.registrationpoint.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressFailuresTest {
  private static final Instant START = Instant.parse("2026-11-26T08:00:00Z");

  private final AddressFailures failures = new AddressFailures(Duration.ofMinutes(10));

  @Test
  void failures_are_added_up_within_the_window_and_begin_anew_behind_it() {
    assertThat(failures.add("192.0.2.7", START)).isEqualTo(1);
    assertThat(failures.add("192.0.2.7", START.plusSeconds(599))).isEqualTo(2);
    assertThat(failures.add("192.0.2.8", START.plusSeconds(599))).isEqualTo(1);
    assertThat(failures.add("192.0.2.7", START.plusSeconds(600))).isEqualTo(1);
    assertThat(failures.add("192.0.2.7", START.minusSeconds(1))).isEqualTo(1);
  }

  @Test
  void any_number_of_addresses_needs_bounded_memory_and_the_busy_one_is_remembered() {
    for (int i = 0; i < 3 * AddressFailures.MAX_ADDRESSES; i++) {
      failures.add("10." + i / 65536 + "." + i / 256 % 256 + "." + i % 256, START);
      if (i % 100 == 0) {
        failures.add("192.0.2.7", START);
      }
    }
    assertThat(failures.size()).isEqualTo(AddressFailures.MAX_ADDRESSES);
    assertThat(failures.add("192.0.2.7", START))
        .isEqualTo(3 * AddressFailures.MAX_ADDRESSES / 100 + 1);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7",
    "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::/64",
    "2001:DB8:1:2::6, 2001:db8:1:2::/64",
    "2001:0db8:0001:0002:ffff::, 2001:db8:1:2::/64",
    "2001:db8::1, 2001:db8:0:0::/64",
    "::1, 0:0:0:0::/64",
    "fe80::1%eth0, fe80:0:0:0::/64",
    "::ffff:192.0.2.7, 192.0.2.7"
  })
  void an_ipv6_site_counts_as_one(String address, String site) {
    assertThat(AddressFailures.site(address)).isEqualTo(site);
  }
}
