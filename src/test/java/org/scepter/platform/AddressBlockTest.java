package org.scepter.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressBlockTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1/32, 127.0.0.1, true",
    "127.0.0.1/32, 127.0.0.2, false",
    "10.0.0.0/8, 10.255.1.2, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "192.168.4.0/22, 192.168.7.255, true",
    "192.168.4.0/22, 192.168.8.0, false",
    "::1/128, 0:0:0:0:0:0:0:1, true",
    "fe80::/10, fe80::1%eth0, true",
    "10.0.0.0/8, ::1, false",
    "0.0.0.0/0, 8.8.8.8, true",
    "10.0.0.0/8, not-an-address, false",
  })
  void a_block_contains_its_addresses_alone(String block, String address, boolean contained) {
    assertThat(AddressBlock.parse(block).contains(address)).isEqualTo(contained);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.0/33", "::1/129", "10.0.0.0/-1", "localhost", "", "/8", "1.2.3.4/x"})
  void what_is_no_block_is_refused(String text) {
    assertThat(AddressBlock.isValid(text)).isFalse();
  }
}
