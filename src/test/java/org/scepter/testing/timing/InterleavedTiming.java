package org.scepter.testing.timing;

import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Times requests of several groups, interleaved: each round holds one request of each group, in an
 * order drawn anew. The requests of a hundred rounds are made, in random order too, before the
 * first of them is timed, so that how one was made has no part in its time. ADR 31 fixes the method
 * and its numbers.
 *
 * @param <A> what a request is answered with
 */
public final class InterleavedTiming<A> {
  private static final int WARM_UP = 2_000;
  private static final int ROUNDS_AHEAD = 100;

  private final List<Group> groups;
  private final Target<A> target;
  private final Consumer<A> check;

  /** Requests of one kind, each a new one. */
  public interface Group {
    byte[] next() throws Exception;

    String name();
  }

  /** What is timed. */
  public interface Target<A> {
    A answer(byte[] request) throws Exception;
  }

  /**
   * @param check fails on an answer that must not be; it is not timed
   */
  public InterleavedTiming(List<? extends Group> groups, Target<A> target, Consumer<A> check) {
    this.groups = List.copyOf(groups);
    this.target = target;
    this.check = check;
  }

  /**
   * Warms up, times {@code rounds} rounds and compares. Prints seed, load and result; {@code
   * -Dscepter.oracle.seed} repeats an order.
   */
  public TimingComparison compare(int rounds) throws Exception {
    long seed = Long.getLong("scepter.oracle.seed", ThreadLocalRandom.current().nextLong());
    Random random = new Random(seed);
    System.out.println("seed " + seed + ", load " + load());
    measure(Math.min(WARM_UP, rounds), random);
    long[][] times = measure(rounds, random);
    TimingComparison result =
        TimingComparison.of(groups.stream().map(Group::name).toList(), times, random.nextLong());
    System.out.println(result + "; seed " + seed + ", load " + load());
    return result;
  }

  // Times in nanoseconds, by round and group.
  private long[][] measure(int rounds, Random random) throws Exception {
    long[][] times = new long[rounds][groups.size()];
    for (int first = 0; first < rounds; first += ROUNDS_AHEAD) {
      int count = Math.min(ROUNDS_AHEAD, rounds - first);
      byte[][] requests = made(count, random);
      for (int i = 0; i < count; i++) {
        for (int group : shuffled(groups.size(), random)) {
          times[first + i][group] = time(requests[i * groups.size() + group]);
        }
      }
    }
    return times;
  }

  private byte[][] made(int rounds, Random random) throws Exception {
    byte[][] requests = new byte[rounds * groups.size()][];
    for (int place : shuffled(requests.length, random)) {
      requests[place] = groups.get(place % groups.size()).next();
    }
    return requests;
  }

  private static List<Integer> shuffled(int size, Random random) {
    List<Integer> all = IntStream.range(0, size).boxed().collect(Collectors.toList());
    Collections.shuffle(all, random);
    return all;
  }

  private long time(byte[] request) throws Exception {
    long start = System.nanoTime();
    A answer = target.answer(request);
    long time = System.nanoTime() - start;
    check.accept(answer);
    return time;
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }
}
