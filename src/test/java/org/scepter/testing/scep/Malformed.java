package org.scepter.testing.scep;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Bytes that are no pkiMessage, and would hurt a careless reader. */
public final class Malformed {
  private Malformed() {}

  /** A message cut in the middle. */
  public static byte[] truncated(byte[] message) {
    return Arrays.copyOf(message, message.length / 2);
  }

  /** Sequences within sequences, {@code depth} of them, all of indefinite length. */
  public static byte[] nestingBomb(int depth) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(depth * 4);
    for (int i = 0; i < depth; i++) {
      out.write(0x30);
      out.write(0x80);
    }
    out.writeBytes(new byte[2 * depth]);
    return out.toByteArray();
  }

  /** A right beginning, then an OCTET STRING that claims nearly two gigabytes. */
  public static byte[] lengthBomb() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0x30, (byte) 0x84, 0x7F, (byte) 0xFF, (byte) 0xFF, (byte) 0xF0});
    out.writeBytes(new byte[] {0x06, 0x09, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7});
    out.writeBytes(new byte[] {0x0D, 0x01, 0x07, 0x02});
    out.writeBytes(new byte[] {(byte) 0xA0, (byte) 0x84, 0x7F, (byte) 0xFF, (byte) 0xFF, 0x00});
    out.writeBytes(new byte[] {0x04, (byte) 0x84, 0x7F, (byte) 0xFF, (byte) 0xFE, 0x00});
    return out.toByteArray();
  }
}
