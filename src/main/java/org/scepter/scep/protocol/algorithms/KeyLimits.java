package org.scepter.scep.protocol.algorithms;

import org.scepter.pki.PublicKeyInfo;

/**
 * Which keys may sign a message, checked before any arithmetic is done with them. EC keys are those
 * on P-256, P-384 and P-521.
 *
 * @param minRsaBits shortest modulus
 * @param maxRsaBits longest modulus; an operation's cost grows with its cube
 * @param maxExponentBits longest public exponent; verifying costs in proportion
 */
public record KeyLimits(int minRsaBits, int maxRsaBits, int maxExponentBits) {
  private static final int LOWEST = 1024;
  private static final int HIGHEST = 8192;
  private static final int EXPONENT = 64;

  public KeyLimits {
    if (minRsaBits < LOWEST || maxRsaBits > HIGHEST || minRsaBits > maxRsaBits) {
      throw new IllegalArgumentException("RSA keys have " + LOWEST + " to " + HIGHEST + " bits");
    }
    if (maxExponentBits < 2 || maxExponentBits > EXPONENT) {
      throw new IllegalArgumentException("an RSA exponent has 2 to " + EXPONENT + " bits");
    }
  }

  /** RSA with 2048 to 8192 bits and an exponent of up to 33 bits (2^32 + 1 has been seen). */
  public static KeyLimits standard() {
    return new KeyLimits(2048, 8192, 33);
  }

  /** Whatever a setting may admit. */
  public static KeyLimits widest() {
    return new KeyLimits(LOWEST, HIGHEST, EXPONENT);
  }

  public boolean admit(PublicKeyInfo key) {
    return key.algorithm() == PublicKeyInfo.Algorithm.EC
        || (key.bits() >= minRsaBits
            && key.bits() <= maxRsaBits
            && key.exponentBits() <= maxExponentBits);
  }
}
