package org.scepter.testing.scep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One element of an encoding, read byte by byte: shows what is on the wire and in which order,
 * which a parser that sorts sets would hide. Refuses indefinite lengths.
 */
public final class Tlv {
  private final byte[] bytes;
  private final int start;
  private final int contentStart;
  private final int end;

  private Tlv(byte[] bytes, int start, int contentStart, int end) {
    this.bytes = bytes;
    this.start = start;
    this.contentStart = contentStart;
    this.end = end;
  }

  /** The single element that {@code bytes} are. */
  public static Tlv of(byte[] bytes) {
    Tlv tlv = at(bytes, 0, bytes.length);
    if (tlv.end != bytes.length) {
      throw new AssertionError((bytes.length - tlv.end) + " bytes follow the encoding");
    }
    return tlv;
  }

  private static Tlv at(byte[] bytes, int start, int limit) {
    int lengthAt = start + 1;
    int length = bytes[lengthAt] & 0xFF;
    int content = lengthAt + 1;
    if (length == 0x80) {
      throw new AssertionError("indefinite length at " + start);
    }
    if (length > 0x80) {
      int digits = length & 0x7F;
      length = 0;
      for (int i = 0; i < digits; i++) {
        length = (length << 8) | (bytes[content++] & 0xFF);
      }
    }
    if (content + length > limit) {
      throw new AssertionError("the element at " + start + " is cut");
    }
    return new Tlv(bytes, start, content, content + length);
  }

  public int tag() {
    return bytes[start] & 0xFF;
  }

  public boolean isConstructed() {
    return (tag() & 0x20) != 0;
  }

  public byte[] content() {
    return Arrays.copyOfRange(bytes, contentStart, end);
  }

  public byte[] encoded() {
    return Arrays.copyOfRange(bytes, start, end);
  }

  public List<Tlv> children() {
    List<Tlv> children = new ArrayList<>();
    int at = contentStart;
    while (at < end) {
      Tlv child = at(bytes, at, end);
      children.add(child);
      at = child.end;
    }
    return children;
  }

  public Tlv child(int index) {
    return children().get(index);
  }

  /** Walks the whole tree, so that an indefinite length anywhere is seen. */
  public void requireDefiniteLengths() {
    if (isConstructed()) {
      children().forEach(Tlv::requireDefiniteLengths);
    }
  }
}
