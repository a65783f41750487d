package org.scepter.registrationpoint.terms;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A value with wildcards: {@code *} stands for one or more characters, but for none of {@code . @ /
 * :}; {@code **} for one or more characters without {@code @}. Neither stands for an asterisk, so
 * no certificate with a wildcard of its own comes of one, nor for a character that nobody sees.
 * ASCII letters count without regard to case, as in names they do (RFC 5280 §7.1).
 */
final class Wildcard {
  /** More of them say nothing that is of use. */
  static final int MAX_WILDCARDS = 4;

  // Parts of the pattern that are no character.
  private static final int LABEL = -1;
  private static final int ANY = -2;

  private final String written;
  private final int[] parts;

  /**
   * @throws IllegalArgumentException if it has too many wildcards, or three asterisks in a row
   */
  Wildcard(String written) {
    if (written.contains("***")) {
      throw new IllegalArgumentException("\"" + written + "\" has too many asterisks in a row");
    }
    this.written = written;
    this.parts = parts(written);
    if (Arrays.stream(parts).filter(part -> part < 0).count() > MAX_WILDCARDS) {
      throw new IllegalArgumentException(
          "\"" + written + "\" has more than " + MAX_WILDCARDS + " wildcards");
    }
  }

  private static int[] parts(String written) {
    IntStream.Builder parts = IntStream.builder();
    int at = 0;
    while (at < written.length()) {
      boolean isAny = written.startsWith("**", at);
      int c = written.codePointAt(at);
      parts.add(isAny ? ANY : c == '*' ? LABEL : lower(c));
      at += isAny ? 2 : Character.charCount(c);
    }
    return parts.build().toArray();
  }

  /** In time proportional to the value's length, whatever stands in it. */
  boolean matches(String value) {
    boolean[] reached = new boolean[parts.length + 1];
    reached[0] = true;
    for (int c : value.codePoints().toArray()) {
      reached = after(lower(c), reached);
    }
    return reached[parts.length];
  }

  /** How many parts the value can have used up, one character further. */
  private boolean[] after(int c, boolean[] reached) {
    boolean[] next = new boolean[parts.length + 1];
    for (int used = 0; used < parts.length; used++) {
      boolean isRun = parts[used] < 0;
      next[used + 1] = takes(parts[used], c) && (reached[used] || (isRun && reached[used + 1]));
    }
    return next;
  }

  private static boolean takes(int part, int c) {
    return switch (part) {
      case ANY -> c != '@' && c != '*' && isVisible(c);
      case LABEL -> ".@/:*".indexOf(c) < 0 && isVisible(c);
      default -> part == c;
    };
  }

  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static int lower(int c) {
    return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
  }

  @Override
  public String toString() {
    return written.toLowerCase(Locale.ROOT);
  }
}
