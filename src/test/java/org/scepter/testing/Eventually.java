package org.scepter.testing;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition, as long as needed and no longer. */
public final class Eventually {
  private static final long BETWEEN_LOOKS = Duration.ofMillis(100).toNanos();

  private Eventually() {}

  /**
   * @throws AssertionError if {@code condition} stays false for {@code patience}
   */
  public static void until(String what, Duration patience, BooleanSupplier condition) {
    get(what, patience, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
  }

  /** Waits for a value. */
  public static <T> T get(String what, Duration patience, Supplier<Optional<T>> look) {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      Optional<T> value = look.get();
      if (value.isPresent()) {
        return value.get();
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + patience + ": " + what);
      }
      LockSupport.parkNanos(BETWEEN_LOOKS);
    }
  }
}
