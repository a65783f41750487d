package org.scepter.diagnostics.outside;

import java.time.Duration;
import org.scepter.diagnostics.Finding;

/** Compares clocks. */
public final class Clocks {
  /** Kerberos's and this product's bound for what is taken at all. */
  private static final Duration WRONG = Duration.ofMinutes(5);

  private static final Duration NOTABLE = Duration.ofSeconds(30);
  private static final String CURE = "set both by a time server";

  private Clocks() {}

  /**
   * @param whose the other clock, as in "the database's"
   * @param ahead by how much it is ahead of this one
   */
  public static Finding judge(String whose, Duration ahead) {
    Duration off = ahead.abs();
    String seen =
        whose
            + " clock is "
            + off.toSeconds()
            + " s "
            + (ahead.isNegative() ? "behind" : "ahead of")
            + " this server's";
    if (off.compareTo(WRONG) > 0) {
      return Finding.fail("clock", seen, CURE);
    }
    return off.compareTo(NOTABLE) > 0
        ? Finding.warn("clock", seen, CURE)
        : Finding.ok("clock", whose + " clock and this server's agree");
  }
}
