package org.scepter.pki;

import java.util.Arrays;
import java.util.Base64;

/**
 * What EST carries in its bodies: DER in base64, whatever a Content-Transfer-Encoding says (RFC
 * 8951 §3). Line breaks and blanks are let pass.
 */
public final class EstText {
  // OpenSSL's lines, the shortest in use, have 64 characters and two for the line's end.
  private static final int LINE = 64;
  private static final int LINE_END = 2;

  private EstText() {}

  /** How long the text of {@code derLength} bytes may be. */
  public static int maxLength(int derLength) {
    int characters = (derLength + 2) / 3 * 4;
    return characters + (characters / LINE + 1) * LINE_END;
  }

  /**
   * @param text whose length the caller has bounded
   * @throws UnreadableException if it is no base64 or empty
   */
  public static byte[] decode(byte[] text) throws UnreadableException {
    byte[] decoded;
    try {
      decoded = Base64.getDecoder().decode(unfolded(text));
    } catch (IllegalArgumentException e) {
      throw new UnreadableException("it is not base64", e);
    }
    if (decoded.length == 0) {
      throw new UnreadableException("it is empty");
    }
    return decoded;
  }

  private static byte[] unfolded(byte[] text) {
    byte[] kept = new byte[text.length];
    int length = 0;
    for (byte each : text) {
      if (each != '\r' && each != '\n' && each != ' ' && each != '\t') {
        kept[length++] = each;
      }
    }
    return Arrays.copyOf(kept, length);
  }
}
