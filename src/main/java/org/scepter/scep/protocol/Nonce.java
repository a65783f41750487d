package org.scepter.scep.protocol;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

/** A senderNonce (RFC 8894 §3.2.1.5): 16 octets; old iOS sends 8. Immutable. */
public final class Nonce {
  /** Old iOS. */
  public static final int MIN_LENGTH = 8;

  /** Four times what the RFC asks for; bounds what is echoed. */
  public static final int MAX_LENGTH = 64;

  private static final int LENGTH = 16;

  private final byte[] octets;

  private Nonce(byte[] octets) {
    this.octets = octets;
  }

  /**
   * @throws IllegalArgumentException unless it has {@link #MIN_LENGTH} to {@link #MAX_LENGTH}
   *     octets
   */
  public static Nonce of(byte[] octets) {
    if (octets.length < MIN_LENGTH || octets.length > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a senderNonce has " + MIN_LENGTH + " to " + MAX_LENGTH + " octets");
    }
    return new Nonce(octets.clone());
  }

  /** A fresh nonce of 16 octets, or as long as this one if that is shorter: old iOS insists. */
  Nonce fresh(Random random) {
    byte[] fresh = new byte[Math.min(LENGTH, octets.length)];
    random.nextBytes(fresh);
    return new Nonce(fresh);
  }

  /** A copy of the octets. */
  public byte[] octets() {
    return octets.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Nonce that && Arrays.equals(octets, that.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(octets);
  }
}
