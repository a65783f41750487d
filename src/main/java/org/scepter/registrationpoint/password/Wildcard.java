package org.scepter.registrationpoint.password;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A value with wildcards: {@code *} stands for one or more characters, but for none of {@code . @ /
 * :}; {@code **} for one or more characters without {@code @}. Neither stands for an asterisk, so
 * no certificate with a wildcard of its own comes of one, nor for a character that nobody sees.
 * ASCII letters count without regard to case, as in names they do (RFC 5280 §7.1).
 */
final class Wildcard {
  /** Bounds the work of comparing. */
  static final int MAX_WILDCARDS = 4;

  private static final String ANY = "[^@*\\p{Cntrl}\\p{C}\\p{Zl}\\p{Zp}]+";
  private static final String LABEL = "[^.@/:*\\p{Cntrl}\\p{C}\\p{Zl}\\p{Zp}]+";

  private final String written;
  private final Pattern pattern;

  /**
   * @throws IllegalArgumentException if it has too many wildcards, or three asterisks in a row
   */
  Wildcard(String written) {
    this.written = written;
    StringBuilder expression = new StringBuilder();
    int wildcards = 0;
    int at = 0;
    while (at < written.length()) {
      int star = written.indexOf('*', at);
      int end = star < 0 ? written.length() : star;
      expression.append(Pattern.quote(written.substring(at, end)));
      at = end;
      if (star >= 0) {
        boolean isDouble = written.startsWith("**", star);
        expression.append(isDouble ? ANY : LABEL);
        at = star + (isDouble ? 2 : 1);
        wildcards++;
        if (written.startsWith("*", at)) {
          throw new IllegalArgumentException("\"" + written + "\" has too many asterisks in a row");
        }
      }
    }
    if (wildcards > MAX_WILDCARDS) {
      throw new IllegalArgumentException(
          "\"" + written + "\" has more than " + MAX_WILDCARDS + " wildcards");
    }
    this.pattern =
        Pattern.compile(expression.toString(), Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }

  boolean matches(String value) {
    return pattern.matcher(value).matches();
  }

  @Override
  public String toString() {
    return written.toLowerCase(Locale.ROOT);
  }
}
