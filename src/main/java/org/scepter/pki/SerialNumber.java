package org.scepter.pki;

import java.math.BigInteger;
import java.util.Random;

/** A certificate's serial number: positive, at most 20 octets (RFC 5280 §4.1.2.2). */
public record SerialNumber(BigInteger value) {
  private static final int RANDOM_BITS = 127;

  public SerialNumber {
    if (value.signum() <= 0 || value.bitLength() > 159) {
      throw new IllegalArgumentException("a serial number is positive and at most 20 octets");
    }
  }

  /** 127 bits from {@code random}, which must be cryptographically strong; never zero. */
  public static SerialNumber random(Random random) {
    return new SerialNumber(new BigInteger(RANDOM_BITS, random).setBit(RANDOM_BITS));
  }

  /**
   * @param hex as {@link #hex()} gives it
   * @throws IllegalArgumentException if it is no serial number
   */
  public static SerialNumber parse(String hex) {
    if (!hex.matches("[0-9a-fA-F]{1,40}")) {
      throw new IllegalArgumentException("a serial number is written in 1 to 40 hex digits");
    }
    return new SerialNumber(new BigInteger(hex, 16));
  }

  /** Lower-case hex digits without leading zeros. */
  public String hex() {
    return value.toString(16);
  }
}
