package org.scepter.issuing.template;

import java.time.LocalDate;
import java.time.Period;
import java.util.Optional;

/** Periods of templates, and which of two is longer. */
final class Periods {
  // Any date serves to compare periods; one with a leap day ahead makes P1Y and P366D differ.
  private static final LocalDate START = LocalDate.of(2000, 3, 1);
  private static final Period LONGEST = Period.ofYears(10);
  private static final String WRITTEN = "P(?=.)(\\d{1,2}Y)?(\\d{1,3}M)?(\\d{1,3}W)?(\\d{1,4}D)?";

  private Periods() {}

  static boolean isLonger(Period one, Period other) {
    return START.plus(one).isAfter(START.plus(other));
  }

  /** A period of one day to ten years; empty for anything else. */
  static Optional<Period> parse(String text) {
    return Optional.of(text)
        .filter(written -> written.matches(WRITTEN))
        .map(Period::parse)
        .filter(period -> !period.isZero() && !isLonger(period, LONGEST));
  }
}
