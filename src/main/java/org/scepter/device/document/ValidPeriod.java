package org.scepter.device.document;

import java.time.Period;
import java.time.temporal.ChronoUnit;

/**
 * A validity as Windows' clients write it into their request.
 *
 * @param unit {@code Days}, {@code Months} or {@code Years}
 */
record ValidPeriod(String unit, int number) {
  private static final int DAYS_OF_A_SHORT_MONTH = 28;

  /**
   * Days and months together have no unit in common: they become the days that they are at least.
   */
  static ValidPeriod of(Period validity) {
    Period whole = validity.normalized();
    int months = (int) whole.toTotalMonths();
    int days = (int) whole.get(ChronoUnit.DAYS);
    if (days != 0) {
      return new ValidPeriod("Days", months * DAYS_OF_A_SHORT_MONTH + days);
    }
    return whole.getMonths() == 0
        ? new ValidPeriod("Years", whole.getYears())
        : new ValidPeriod("Months", months);
  }
}
