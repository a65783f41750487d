package org.scepter.pki;

import java.util.Set;
import org.scepter.pki.PublicKeyInfo.Algorithm;

/**
 * Which keys may be certified.
 *
 * @param algorithms at least one
 * @param minimumRsaBits the shortest RSA modulus, 1024 to 8192
 * @param minimumEcBits the smallest curve: 256, 384 or 521
 */
public record KeyBounds(Set<Algorithm> algorithms, int minimumRsaBits, int minimumEcBits) {
  public KeyBounds {
    algorithms = Set.copyOf(algorithms);
    if (algorithms.isEmpty()) {
      throw new IllegalArgumentException("there is at least one key algorithm");
    }
  }

  public boolean allows(Algorithm algorithm) {
    return algorithms.contains(algorithm);
  }

  /** The shortest key of an algorithm. */
  public int minimumBits(Algorithm algorithm) {
    return switch (algorithm) {
      case RSA -> minimumRsaBits;
      case EC -> minimumEcBits;
    };
  }
}
