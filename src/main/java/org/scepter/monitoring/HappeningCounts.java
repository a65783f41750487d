package org.scepter.monitoring;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scepter.platform.Happening;

/**
 * Counts what was reported since the node started, by action, outcome and the word with which the
 * reason begins.
 */
@ApplicationScoped
public class HappeningCounts {
  /** Far above the closed words that components use; keeps a slip from filling the memory. */
  private static final int MAX_SERIES = 1000;

  private static final Pattern WORD = Pattern.compile("^[A-Za-z0-9_]{1,64}");
  private static final Key OTHER = new Key("other", "", "");

  private final Map<Key, LongAdder> counts = new ConcurrentHashMap<>();

  /** What is counted together. */
  public record Key(String action, String outcome, String reason) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::action).thenComparing(Key::outcome).thenComparing(Key::reason);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  void count(Happening happening) {
    Key key =
        new Key(
            happening.action(),
            happening.outcome().name().toLowerCase(Locale.ROOT),
            word(happening));
    boolean hasRoom = counts.containsKey(key) || counts.size() < MAX_SERIES;
    counts.computeIfAbsent(hasRoom ? key : OTHER, any -> new LongAdder()).increment();
  }

  private static String word(Happening happening) {
    if (happening.outcome() == Happening.Outcome.DONE) {
      return "";
    }
    Matcher word = WORD.matcher(happening.reason());
    return word.find() ? word.group() : "";
  }

  /** All series so far, in order. */
  public SortedMap<Key, Long> now() {
    SortedMap<Key, Long> now = new TreeMap<>();
    counts.forEach((key, count) -> now.put(key, count.sum()));
    return now;
  }

  /** The sum over all series with this outcome. */
  long total(Happening.Outcome outcome) {
    String name = outcome.name().toLowerCase(Locale.ROOT);
    return counts.entrySet().stream()
        .filter(series -> series.getKey().outcome().equals(name))
        .mapToLong(series -> series.getValue().sum())
        .sum();
  }
}
