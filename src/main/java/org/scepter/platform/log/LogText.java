package org.scepter.platform.log;

import java.nio.charset.StandardCharsets;

/**
 * Makes foreign text harmless in a log: what a device sends can neither start a line of its own nor
 * hide another one.
 */
public final class LogText {
  private static final String CUT = "...";

  private LogText() {}

  /**
   * One line: control, format and separator characters and broken surrogates as escapes, at most
   * {@code max} characters.
   */
  public static String oneLine(String text, int max) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), max) + 16);
    int cut = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      String piece = isHarmless(c) ? Character.toString(c) : escape(c);
      if (line.length() + piece.length() > max) {
        line.setLength(cut);
        return line.append(CUT).toString();
      }
      line.append(piece);
      cut = line.length() <= max - CUT.length() ? line.length() : cut;
    }
    return line.toString();
  }

  /**
   * A field of a W3C log as IIS writes it: {@code +} for a blank, {@code %xx} for the UTF-8 bytes
   * of all that is not printable ASCII, {@code -} for nothing, at most {@code max} characters.
   */
  public static String field(String text, int max) {
    if (text == null || text.isEmpty()) {
      return "-";
    }
    StringBuilder field = new StringBuilder(Math.min(text.length(), max) + 16);
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (field.length() >= max) {
        return field.append(CUT).toString();
      }
      if (c == ' ') {
        field.append('+');
      } else if (c > ' ' && c < 0x7f) {
        field.append((char) c);
      } else {
        appendBytes(field, c);
      }
    }
    return field.toString();
  }

  private static void appendBytes(StringBuilder field, int c) {
    for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
      field.append(String.format("%%%02X", b & 0xff));
    }
  }

  private static boolean isHarmless(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  private static String escape(int c) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> String.format(c > 0xffff ? "\\U%08x" : "\\u%04x", c);
    };
  }
}
