package org.scepter.testing.scep;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Random damage to a message, as fuzzers do it: one to four blows. */
public final class Mutation {
  private static final int BLOWS = 4;
  private static final int LONGEST_INSERTION = 64;
  private static final byte[] EDGES = {0, 1, 0x7f, (byte) 0x80, (byte) 0x81, (byte) 0x84, -1};

  private final Random random;
  private final List<Blow> blows =
      List.of(
          this::flipBit,
          this::setOctet,
          this::setEdge,
          this::nudge,
          this::cutOff,
          this::leaveOut,
          this::insert,
          this::repeat,
          this::overwrite,
          this::exchange);

  private interface Blow {
    byte[] to(byte[] bytes);
  }

  /** A part of some bytes. */
  private record Range(int from, int to) {}

  public Mutation(Random random) {
    this.random = random;
  }

  /** Damaged {@code bytes}; they themselves stay as they are. */
  public byte[] of(byte[] bytes) {
    byte[] damaged = bytes.clone();
    for (int i = random.nextInt(BLOWS); i >= 0; i--) {
      damaged =
          damaged.length == 0
              ? insert(damaged)
              : blows.get(random.nextInt(blows.size())).to(damaged);
    }
    return damaged;
  }

  private Range range(byte[] bytes) {
    int from = random.nextInt(bytes.length);
    int longest = random.nextBoolean() ? 8 : bytes.length;
    return new Range(from, Math.min(bytes.length, from + 1 + random.nextInt(longest)));
  }

  private byte[] flipBit(byte[] bytes) {
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    return bytes;
  }

  private byte[] setOctet(byte[] bytes) {
    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    return bytes;
  }

  private byte[] setEdge(byte[] bytes) {
    bytes[random.nextInt(bytes.length)] = EDGES[random.nextInt(EDGES.length)];
    return bytes;
  }

  private byte[] nudge(byte[] bytes) {
    bytes[random.nextInt(bytes.length)] += (byte) (random.nextBoolean() ? 1 : -1);
    return bytes;
  }

  private byte[] cutOff(byte[] bytes) {
    return Arrays.copyOf(bytes, random.nextInt(bytes.length));
  }

  private byte[] leaveOut(byte[] bytes) {
    Range range = range(bytes);
    return joined(bytes, range.from(), new byte[0], range.to());
  }

  private byte[] insert(byte[] bytes) {
    byte[] inserted = new byte[1 + random.nextInt(LONGEST_INSERTION)];
    random.nextBytes(inserted);
    int at = random.nextInt(bytes.length + 1);
    return joined(bytes, at, inserted, at);
  }

  private byte[] repeat(byte[] bytes) {
    Range range = range(bytes);
    byte[] repeated = Arrays.copyOfRange(bytes, range.from(), range.to());
    return joined(bytes, range.to(), repeated, range.to());
  }

  private byte[] overwrite(byte[] bytes) {
    Range range = range(bytes);
    byte[] copied = Arrays.copyOfRange(bytes, range.from(), range.to());
    System.arraycopy(
        copied, 0, bytes, random.nextInt(bytes.length - copied.length + 1), copied.length);
    return bytes;
  }

  private byte[] exchange(byte[] bytes) {
    Range range = range(bytes);
    byte[] other = new byte[range.to() - range.from()];
    random.nextBytes(other);
    return joined(bytes, range.from(), other, range.to());
  }

  private static byte[] joined(byte[] bytes, int until, byte[] middle, int from) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(bytes, 0, until);
    all.writeBytes(middle);
    all.write(bytes, from, bytes.length - from);
    return all.toByteArray();
  }
}
