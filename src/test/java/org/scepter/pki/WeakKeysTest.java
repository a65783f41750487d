package org.scepter.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.SecureRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepter.testing.scep.TestKeys;

/** Which keys strangers may find the other half of. */
class WeakKeysTest {
  private static final BigInteger USUAL = BigInteger.valueOf(65_537);

  private static String weaknessOf(PublicKey key) throws UnreadableException {
    return PublicKeyInfo.read(key.getEncoded()).weakness().orElse("none");
  }

  @ParameterizedTest
  @CsvSource({
    "3, its public exponent is below 65537",
    "17, its public exponent is below 65537",
    "65535, its public exponent is below 65537",
    "65537, none",
    "4294967297, none",
  })
  void an_exponent(BigInteger exponent, String weakness) throws Exception {
    assertThat(weaknessOf(TestKeys.claimedRsa(2048, exponent))).isEqualTo(weakness);
  }

  @Test
  void infineons_keys() throws Exception {
    assertThat(weaknessOf(TestKeys.roca().getPublic())).contains("ROCA");
  }

  @Test
  void a_small_factor() throws Exception {
    BigInteger modulus = BigInteger.ONE.shiftLeft(2047).setBit(0);
    while (!modulus.mod(BigInteger.valueOf(751)).equals(BigInteger.ZERO)) {
      modulus = modulus.add(BigInteger.TWO);
    }

    assertThat(weaknessOf(TestKeys.publicRsa(modulus, USUAL))).contains("small factor");
  }

  @Test
  void close_factors() throws Exception {
    BigInteger one = BigInteger.probablePrime(1024, new SecureRandom());
    BigInteger other = one.nextProbablePrime();

    assertThat(weaknessOf(TestKeys.publicRsa(one.multiply(other), USUAL)))
        .contains("close to each other");
  }

  @RepeatedTest(20)
  void ordinary_keys_are_not_among_them() throws Exception {
    assertThat(weaknessOf(TestKeys.rsa(1024).getPublic())).isEqualTo("none");
    assertThat(weaknessOf(TestKeys.ec().getPublic())).isEqualTo("none");
  }
}
