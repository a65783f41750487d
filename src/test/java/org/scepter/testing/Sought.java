package org.scepter.testing;

import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Strings that are sought in long texts all at once: how long it takes does not depend on how many
 * they are.
 */
public final class Sought {
  private static final int START = 8;
  private static final int FILTER_BITS = 20;

  private final BitSet filter = new BitSet(1 << FILTER_BITS);
  private final Map<Long, Set<String>> byStart = new HashMap<>();

  /** Each is of at least eight characters, all of them of ISO 8859-1. */
  public Sought(Collection<String> strings) {
    for (String each : strings) {
      if (each.length() < START || each.chars().anyMatch(c -> c > 0xFF)) {
        throw new IllegalArgumentException("not to be sought: " + each.length() + " characters");
      }
      long start = each.chars().limit(START).asLongStream().reduce(0, (all, c) -> (all << 8) | c);
      filter.set(slot(start));
      byStart.computeIfAbsent(start, s -> new HashSet<>()).add(each);
    }
  }

  private static int slot(long start) {
    return (int) ((start * 0x9E3779B97F4A7C15L) >>> (Long.SIZE - FILTER_BITS));
  }

  /** The first of them that occurs in a text, whose characters are of ISO 8859-1. */
  public Optional<String> foundIn(String text) {
    long last = 0;
    for (int end = 0; end < text.length(); end++) {
      last = (last << 8) | text.charAt(end);
      if (end >= START - 1 && filter.get(slot(last))) {
        int from = end - START + 1;
        Optional<String> found =
            byStart.getOrDefault(last, Set.of()).stream()
                .filter(each -> text.startsWith(each, from))
                .findFirst();
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }
}
