package org.scepter.testing.timing;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Whether the times of several groups differ, by a permutation test. The statistic is the largest
 * difference between two groups' means, each of the faster half of the group's own times: other
 * work on the machine only ever adds. Were the groups all the same, their names could be exchanged
 * within each round; the probability is the share of such exchanges that come out at least as far
 * apart.
 *
 * @param names of the groups
 * @param means nanoseconds
 * @param difference between the slowest and the fastest mean, nanoseconds
 * @param findable the difference from which on one would have been found, nanoseconds
 * @param probability that equal groups come out as far apart
 * @param rounds requests in each group
 */
public record TimingComparison(
    List<String> names,
    List<Double> means,
    double difference,
    double findable,
    double probability,
    int rounds) {
  /** At or below this probability the groups differ. */
  public static final double LEVEL = 0.01;

  private static final double KEPT = 0.5;
  private static final int PERMUTATIONS = 10_000;
  private static final int PLACE_BITS = 20;

  /**
   * @param times nanoseconds by round and group; at most a million in all
   * @param seed of the exchanges
   */
  public static TimingComparison of(List<String> names, long[][] times, long seed) {
    int groups = names.size();
    Sorted sorted = Sorted.of(times, groups);
    int[] labels = IntStream.range(0, times.length * groups).map(i -> i % groups).toArray();
    double[] means = sorted.means(labels, groups);
    double difference = spread(means);
    SplittableRandom random = new SplittableRandom(seed);
    double[] permuted = new double[PERMUTATIONS];
    for (int i = 0; i < PERMUTATIONS; i++) {
      exchange(labels, groups, random);
      permuted[i] = spread(sorted.means(labels, groups));
    }
    Arrays.sort(permuted);
    long asFar = Arrays.stream(permuted).filter(each -> each >= difference).count();
    return new TimingComparison(
        names,
        Arrays.stream(means).boxed().toList(),
        difference,
        permuted[(int) Math.ceil(PERMUTATIONS * (1 - LEVEL)) - 1],
        (asFar + 1.0) / (PERMUTATIONS + 1.0),
        times.length);
  }

  private static void exchange(int[] labels, int groups, SplittableRandom random) {
    for (int first = 0; first < labels.length; first += groups) {
      for (int i = groups - 1; i > 0; i--) {
        int other = first + random.nextInt(i + 1);
        int kept = labels[first + i];
        labels[first + i] = labels[other];
        labels[other] = kept;
      }
    }
  }

  private static double spread(double[] means) {
    return Arrays.stream(means).max().orElseThrow() - Arrays.stream(means).min().orElseThrow();
  }

  /** All times, fastest first, each with its place: round * groups + group. */
  private static final class Sorted {
    private final long[] times;
    private final int[] places;

    private Sorted(long[] times, int[] places) {
      this.times = times;
      this.places = places;
    }

    static Sorted of(long[][] times, int groups) {
      long[] keys = new long[times.length * groups];
      for (int place = 0; place < keys.length; place++) {
        keys[place] = times[place / groups][place % groups] << PLACE_BITS | place;
      }
      Arrays.sort(keys);
      return new Sorted(
          Arrays.stream(keys).map(key -> key >> PLACE_BITS).toArray(),
          Arrays.stream(keys).mapToInt(key -> (int) (key & (1 << PLACE_BITS) - 1)).toArray());
    }

    double[] means(int[] labels, int groups) {
      int kept = Math.max(1, (int) (times.length * KEPT / groups));
      double[] sums = new double[groups];
      int[] counts = new int[groups];
      int full = 0;
      for (int i = 0; full < groups; i++) {
        int group = labels[places[i]];
        if (counts[group] < kept) {
          sums[group] += times[i];
          counts[group]++;
          full += counts[group] == kept ? 1 : 0;
        }
      }
      return Arrays.stream(sums).map(sum -> sum / kept).toArray();
    }
  }

  public boolean differs() {
    return probability <= LEVEL;
  }

  @Override
  public String toString() {
    return "%d requests each: %s; largest difference %.2f us, findable from %.2f us, p = %.4f"
        .formatted(
            rounds,
            IntStream.range(0, names.size())
                .mapToObj(i -> "%s %.2f us".formatted(names.get(i), means.get(i) / 1000))
                .collect(Collectors.joining(", ")),
            difference / 1000,
            findable / 1000,
            probability);
  }
}
