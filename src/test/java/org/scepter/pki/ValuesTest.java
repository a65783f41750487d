package org.scepter.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The small values of the vocabulary. */
class ValuesTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, 10.0.0.1",
    "2001:db8::1, 2001:db8:0:0:0:0:0:1",
    "2001:0DB8:0:0::1, 2001:db8:0:0:0:0:0:1",
    "::, 0:0:0:0:0:0:0:0"
  })
  void an_address_has_one_spelling(String written, String kept) {
    assertThat(new SubjectAltName(SubjectAltName.Kind.IP, written).value()).isEqualTo(kept);
    assertThat(new SubjectAltName(SubjectAltName.Kind.IP, kept).value()).isEqualTo(kept);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0", "10.0.0.256", "10.0.0.0/8", "2001:db8::/32", "x", "1::2::3", ":"})
  void what_is_no_address_is_refused(String written) {
    assertThatThrownBy(() -> new SubjectAltName(SubjectAltName.Kind.IP, written))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void subject_alternative_names_read_back_from_their_text() {
    SubjectAltName name = new SubjectAltName(SubjectAltName.Kind.URI, "urn:a:b");

    assertThat(SubjectAltName.parse(name.text())).isEqualTo(name);
    assertThatThrownBy(() -> SubjectAltName.parse("urn"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SubjectAltName(SubjectAltName.Kind.DNS, ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SubjectAltName(SubjectAltName.Kind.DNS, "x".repeat(1025)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void serial_numbers_are_positive_and_at_most_20_octets() {
    assertThat(SerialNumber.parse("7" + "f".repeat(39)).hex()).hasSize(40);
    for (String wrong :
        new String[] {"", "0", "-1", "+1", "8" + "0".repeat(39), "g", " 1", "1".repeat(41)}) {
      assertThatThrownBy(() -> SerialNumber.parse(wrong))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new SerialNumber(BigInteger.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void random_serial_numbers_have_128_bits() {
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      assertThat(SerialNumber.random(random).value().bitLength()).isEqualTo(128);
    }
  }

  @Test
  void a_challenge_compares_by_content_and_never_prints() {
    ChallengePassword challenge = ChallengePassword.of("0123");

    assertThat(challenge)
        .isEqualTo(ChallengePassword.of("0123"))
        .isNotEqualTo(ChallengePassword.of("0124"));
    assertThat(challenge.toString()).isEqualTo("***");
    assertThatThrownBy(() -> ChallengePassword.of("s3cret".repeat(3000)))
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void a_fingerprint_is_upper_case_pairs() {
    assertThat(Sha256.of(new byte[0]).fingerprint())
        .startsWith("E3:B0:C4:42:")
        .hasSize(95)
        .doesNotEndWith(":");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "ä", "a\u0000b", "\u007f"})
  void a_transaction_id_is_printable_ascii(String wrong) {
    assertThatThrownBy(() -> new TransactionId(wrong)).isInstanceOf(IllegalArgumentException.class);
  }
}
