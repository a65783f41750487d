package org.scepter.platform;

import java.time.Duration;
import java.time.Instant;

/**
 * Rows of one kind that are deleted at a certain age; the component that owns them implements it.
 */
public interface Retained {
  /** The kind's name, as it stands in the setting {@code scepter.monitoring.retention.<kind>}. */
  String kind();

  /** How long they are kept unless a setting says otherwise. */
  Duration defaultAge();

  /**
   * Deletes up to {@code limit} rows that ended before {@code before}, oldest first.
   *
   * @return how many were deleted; fewer than {@code limit} means that no more are left
   */
  int delete(Instant before, int limit);
}
