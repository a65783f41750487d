package org.scepter.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.testing.scep.Csr;
import org.scepter.testing.scep.TestKeys;

/** The basicConstraints extension of a request (RFC 5280 §4.2.1.9). */
class RequestToBeCaTest {
  private static final String BASIC_CONSTRAINTS = "2.5.29.19";
  private static final KeyPair KEY = TestKeys.rsa();

  private static Csr csr() {
    return Csr.of(KEY, "CN=phone-1");
  }

  @ParameterizedTest
  @CsvSource({"30030101ff, true", "30060101ff020105, true", "3000, false", "3003010100, false"})
  void it_is_read(String value, boolean asksToBeCa) throws Exception {
    Csr asked = csr().extension(BASIC_CONSTRAINTS, true, Hex.decode(value));

    assertThat(CertificationRequest.read(asked.der()).asksToBeCa()).isEqualTo(asksToBeCa);
  }

  @Test
  void without_it_nobody_asks_to_be_a_ca() throws Exception {
    assertThat(CertificationRequest.read(csr().der()).asksToBeCa()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0500", "ff", "30030101"})
  void what_is_none_makes_the_request_unreadable(String value) {
    Csr asked = csr().extension(BASIC_CONSTRAINTS, true, Hex.decode(value));

    assertThatThrownBy(() -> CertificationRequest.read(asked.der()))
        .isInstanceOf(UnreadableException.class);
  }
}
