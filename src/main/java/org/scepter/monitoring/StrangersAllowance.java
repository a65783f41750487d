package org.scepter.monitoring;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many refusals the audit trail keeps for those whom nobody knows: whoever can reach a listener
 * can be refused as often as they like, and rows are kept for ever. A bucket of tokens for each
 * actor, because a node relays strangers' requests.
 */
final class StrangersAllowance {
  /** Nodes are few; this keeps a slip from filling the memory. */
  private static final int MAX_ACTORS = 256;

  private final int burst;
  private final int perMinute;
  private final Map<String, Bucket> buckets = new LinkedHashMap<>();

  /**
   * @param burst how many are kept at once, at least 1
   * @param perMinute how many more in each minute, at least 1
   */
  StrangersAllowance(int burst, int perMinute) {
    this.burst = burst;
    this.perMinute = perMinute;
  }

  /**
   * What to do with a refusal.
   *
   * @param kept whether it goes into the trail
   * @param missed how many before it did not; told once, when the first is kept again
   */
  record Share(boolean kept, long missed) {}

  synchronized Share take(String actor, Instant now) {
    Bucket bucket = buckets.get(actor);
    if (bucket == null) {
      String name = buckets.size() < MAX_ACTORS ? actor : "";
      bucket = buckets.computeIfAbsent(name, any -> new Bucket(burst, now));
    }
    return bucket.take(now);
  }

  private final class Bucket {
    private double tokens;
    private Instant filledAt;
    private long missed;

    Bucket(double tokens, Instant now) {
      this.tokens = tokens;
      this.filledAt = now;
    }

    Share take(Instant now) {
      Duration since = Duration.between(filledAt, now);
      // A clock that was set back fills nothing.
      if (!since.isNegative()) {
        tokens = Math.min(burst, tokens + since.toMillis() * perMinute / 60_000.0);
      }
      filledAt = now;
      // What was missed is told as well, which costs a token of its own.
      if (tokens < (missed == 0 ? 1 : 2)) {
        missed++;
        return new Share(false, 0);
      }
      long told = missed;
      tokens -= told == 0 ? 1 : 2;
      missed = 0;
      return new Share(true, told);
    }
  }
}
