package org.scepter.diagnostics;

import java.util.Objects;
import org.scepter.platform.log.LogText;

/**
 * One thing that was looked at.
 *
 * @param subject what it was, in two or three words
 * @param seen what was seen of it
 * @param cure what to change; empty if all is well
 */
public record Finding(Level level, String subject, String seen, String cure) {
  // Servers that are none of ours have their say in it.
  private static final int LONGEST = 1000;

  /** How bad it is. */
  public enum Level {
    OK,
    /** Works, but will not for long, or not for everyone. */
    WARN,
    FAIL
  }

  public Finding {
    Objects.requireNonNull(level);
    Objects.requireNonNull(subject);
    seen = LogText.oneLine(seen, LONGEST);
    cure = LogText.oneLine(cure, LONGEST);
    if (cure.isEmpty() != (level == Level.OK)) {
      throw new IllegalArgumentException("what is not well has a cure");
    }
  }

  public static Finding ok(String subject, String seen) {
    return new Finding(Level.OK, subject, seen, "");
  }

  public static Finding warn(String subject, String seen, String cure) {
    return new Finding(Level.WARN, subject, seen, cure);
  }

  public static Finding fail(String subject, String seen, String cure) {
    return new Finding(Level.FAIL, subject, seen, cure);
  }

  /** {@code FAIL public URL what was seen. Cure: what to change}. */
  public String line() {
    String line = String.format("%-4s  %-18s  %s", level, subject, seen);
    return cure.isEmpty() ? line : line + ". Cure: " + cure;
  }
}
