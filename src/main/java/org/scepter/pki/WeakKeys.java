package org.scepter.pki;

import java.math.BigInteger;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;

/** What makes an RSA key one whose private half strangers may find. */
final class WeakKeys {
  // NIST SP 800-89 §5.3.3 and CA/Browser Forum BR §6.1.6.
  private static final BigInteger LEAST_EXPONENT = BigInteger.valueOf(65_537);
  // CA/Browser Forum BR §6.1.1.3.
  private static final int FERMAT_ROUNDS = 100;

  /**
   * Infineon's library made primes whose residues are powers of 65537 for each of these (Nemec et
   * al., "The Return of Coppersmith's Attack", 2017; CVE-2017-15361).
   */
  private static final Map<Integer, BitSet> INFINEON =
      IntStream.rangeClosed(3, 167)
          .filter(number -> BigInteger.valueOf(number).isProbablePrime(20))
          .boxed()
          .collect(Collectors.toUnmodifiableMap(prime -> prime, WeakKeys::powers));

  private static final BigInteger SMALL_PRIMES =
      IntStream.range(2, 752)
          .mapToObj(BigInteger::valueOf)
          .filter(number -> number.isProbablePrime(20))
          .reduce(BigInteger.ONE, BigInteger::multiply);

  private static final int ENDINGS = 64;
  private static final BitSet SQUARE_ENDINGS =
      IntStream.range(0, ENDINGS)
          .map(root -> root * root % ENDINGS)
          .collect(BitSet::new, BitSet::set, BitSet::or);

  private WeakKeys() {}

  private static BitSet powers(int prime) {
    BitSet all = new BitSet(prime);
    int power = 1;
    while (!all.get(power)) {
      all.set(power);
      power = power * (LEAST_EXPONENT.intValueExact() % prime) % prime;
    }
    return all;
  }

  static Optional<String> weakness(RSAPublicKey key) {
    BigInteger modulus = key.getModulus();
    if (key.getPublicExponent().compareTo(LEAST_EXPONENT) < 0) {
      return Optional.of("its public exponent is below " + LEAST_EXPONENT);
    }
    if (!modulus.gcd(SMALL_PRIMES).equals(BigInteger.ONE)) {
      return Optional.of("its modulus has a small factor");
    }
    if (INFINEON.entrySet().stream().allMatch(each -> isPower(modulus, each))) {
      return Optional.of("it comes from Infineon's faulty library (ROCA, CVE-2017-15361)");
    }
    return hasCloseFactors(modulus)
        ? Optional.of("its factors are close to each other")
        : Optional.empty();
  }

  private static boolean isPower(BigInteger modulus, Map.Entry<Integer, BitSet> powers) {
    return powers.getValue().get(modulus.mod(BigInteger.valueOf(powers.getKey())).intValue());
  }

  /** Fermat's method: the modulus is a² − b² with a just above its root. */
  private static boolean hasCloseFactors(BigInteger modulus) {
    BigInteger root = modulus.sqrt();
    for (int i = 0; i < FERMAT_ROUNDS; i++) {
      BigInteger rest = root.multiply(root).subtract(modulus);
      if (rest.signum() >= 0 && mayBeSquare(rest) && rest.sqrt().pow(2).equals(rest)) {
        return true;
      }
      root = root.add(BigInteger.ONE);
    }
    return false;
  }

  // Four of five numbers are known to be no square by their last bits.
  private static boolean mayBeSquare(BigInteger number) {
    return SQUARE_ENDINGS.get(number.intValue() & (ENDINGS - 1));
  }
}
