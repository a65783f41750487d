package org.scepter.issuing.succession;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.scepter.issuing.Generation;

/**
 * What is known of the issuing CAs at one time.
 *
 * @param activeFrom by number
 * @param retiresAt by number
 * @param current the number of the one that devices are told of
 */
record SuccessionNews(
    Map<Integer, Instant> activeFrom, Map<Integer, Instant> retiresAt, int current) {
  SuccessionNews {
    activeFrom = Map.copyOf(activeFrom);
    retiresAt = Map.copyOf(retiresAt);
  }

  static SuccessionNews of(List<Generation> published, Generation current) {
    Map<Integer, Instant> from = new TreeMap<>();
    Map<Integer, Instant> until = new TreeMap<>();
    for (Generation each : published) {
      from.put(each.number(), each.activeFrom());
      until.put(each.number(), each.retiresAt());
    }
    return new SuccessionNews(from, until, current.number());
  }

  /** What has changed, a line each. */
  List<String> since(SuccessionNews earlier) {
    List<String> lines = new ArrayList<>();
    for (int number : new TreeMap<>(activeFrom).keySet()) {
      Instant before = earlier.retiresAt().get(number);
      if (before == null) {
        lines.add("issuing CA " + number + " takes over at " + activeFrom.get(number));
      } else if (!before.equals(retiresAt.get(number))) {
        lines.add("issuing CA " + number + " takes requests until " + retiresAt.get(number));
      }
    }
    if (current != earlier.current()) {
      lines.add("issuing CA " + current + " has taken over");
    }
    return lines;
  }
}
