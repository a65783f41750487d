package org.scepter.scep.protocol;

import java.util.Base64;
import org.scepter.pki.UnreadableException;

/**
 * The {@code message} parameter of a GET PKIOperation (RFC 8894 §4.1): base64, percent-escaped, as
 * clients and proxies really leave it.
 */
public final class GetMessage {
  private static final int ESCAPE_LENGTH = 2;
  private static final int SLACK = 64;

  private GetMessage() {}

  /**
   * Decodes the parameter, whether its percent escapes were undone before or not. Repairs what is
   * seen in the field: {@code +} that became a blank (iOS leaves it unescaped), missing padding,
   * line breaks, escapes that a proxy escaped again.
   *
   * @param maxBytes the longest message
   * @throws UnreadableException if the message is longer, empty, or no base64 even so
   */
  public static byte[] decode(String parameter, int maxBytes) throws UnreadableException {
    // Every base64 character escaped twice is the longest form; the rest is line breaks.
    if (parameter.length() > 7L * maxBytes + SLACK) {
      throw new UnreadableException("the message is longer than " + maxBytes + " bytes");
    }
    String base64 = repaired(unescaped(unescaped(parameter)));
    if (base64.isEmpty()) {
      throw new UnreadableException("the message is empty");
    }
    if (base64.length() * 3L / 4L > maxBytes) {
      throw new UnreadableException("the message is longer than " + maxBytes + " bytes");
    }
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new UnreadableException("the message is not base64", e);
    }
  }

  private static String unescaped(String text) throws UnreadableException {
    if (text.indexOf('%') < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        if (i + ESCAPE_LENGTH >= text.length()) {
          throw new UnreadableException("the message ends within a percent escape");
        }
        plain.append((char) (digit(text.charAt(i + 1)) << 4 | digit(text.charAt(i + 2))));
        i += ESCAPE_LENGTH;
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  private static int digit(char c) throws UnreadableException {
    int digit = c < 0x80 ? Character.digit(c, 16) : -1;
    if (digit < 0) {
      throw new UnreadableException("the message has a broken percent escape");
    }
    return digit;
  }

  /** The base64 characters alone, without line breaks and without padding. */
  private static String repaired(String text) {
    StringBuilder base64 = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\r', '\n', '\t' -> {}
        case ' ' -> base64.append('+');
        default -> base64.append(c);
      }
    }
    int end = base64.length();
    while (end > 0 && base64.charAt(end - 1) == '=') {
      end--;
    }
    return base64.substring(0, end);
  }
}
