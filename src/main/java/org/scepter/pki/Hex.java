package org.scepter.pki;

import java.util.HexFormat;

/** Lower-case hexadecimal, the form in which digests and serials are kept and shown. */
public final class Hex {
  private Hex() {}

  public static String encode(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * @throws IllegalArgumentException if {@code text} is not an even number of hex digits
   */
  public static byte[] decode(String text) {
    return HexFormat.of().parseHex(text);
  }

  /** Checks that {@code text} is exactly {@code digits} lower-case hex digits and returns it. */
  static String require(String text, int digits, String what) {
    if (text.length() != digits || !text.chars().allMatch(Hex::isLowerHexDigit)) {
      throw new IllegalArgumentException(what + " must be " + digits + " lower-case hex digits");
    }
    return text;
  }

  private static boolean isLowerHexDigit(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }
}
