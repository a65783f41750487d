package org.scepter.pki;

/**
 * How large an ASN.1 value may be, checked on the raw bytes before anything is parsed: Bouncy
 * Castle descends by recursion and allocates as it goes, so a nesting or length bomb must never
 * reach it. BER's indefinite lengths are followed too.
 *
 * @param maxLength bytes in all
 * @param maxDepth constructed values inside one another
 * @param maxElements tags in all
 */
public record Asn1Bounds(int maxLength, int maxDepth, int maxElements) {
  private static final int CONSTRUCTED = 0x20;
  private static final int TAG_NUMBER = 0x1f;
  private static final int INDEFINITE = -1;
  private static final int MAX_LENGTH_OCTETS = 4;

  public Asn1Bounds {
    if (maxLength < 1 || maxDepth < 1 || maxElements < 1) {
      throw new IllegalArgumentException("bounds of ASN.1 values are positive");
    }
  }

  /**
   * Checks that {@code encoded} is exactly one BER or DER value within these bounds whose lengths
   * fit into one another. What the values mean is for their parser to say.
   *
   * @throws UnreadableException if it is not; the message names the bound
   */
  public void check(byte[] encoded) throws UnreadableException {
    if (encoded.length > maxLength) {
      throw new UnreadableException("longer than " + maxLength + " bytes");
    }
    new Walk(encoded).toTheEnd();
  }

  /** One pass over the tags and lengths; a stack of our own instead of recursion. */
  private final class Walk {
    private final byte[] in;
    private final int[] ends = new int[maxDepth + 1];
    private final boolean[] openEnded = new boolean[maxDepth + 1];
    private int depth;
    private int position;
    private int elements;

    Walk(byte[] in) {
      this.in = in;
      ends[0] = in.length;
    }

    void toTheEnd() throws UnreadableException {
      do {
        element();
        while (depth > 0 && !openEnded[depth] && position == ends[depth]) {
          depth--;
        }
      } while (depth > 0);
      if (position != in.length) {
        throw new UnreadableException("bytes follow the ASN.1 value");
      }
    }

    private void element() throws UnreadableException {
      int tag = octet();
      int length = length();
      if (tag == 0) {
        endOfContents(length);
        return;
      }
      if ((tag & TAG_NUMBER) == TAG_NUMBER) {
        throw new UnreadableException("a tag number above 30, which no structure here has");
      }
      if (++elements > maxElements) {
        throw new UnreadableException("more than " + maxElements + " ASN.1 elements");
      }
      if ((tag & CONSTRUCTED) != 0) {
        descend(length);
      } else if (length == INDEFINITE) {
        throw new UnreadableException("a primitive value of indefinite length");
      } else {
        position += length;
      }
    }

    private void endOfContents(int length) throws UnreadableException {
      if (length != 0 || depth == 0 || !openEnded[depth]) {
        throw new UnreadableException("an end of contents where none belongs");
      }
      depth--;
    }

    private void descend(int length) throws UnreadableException {
      if (depth == maxDepth) {
        throw new UnreadableException("ASN.1 nested more than " + maxDepth + " deep");
      }
      int bound = ends[depth];
      depth++;
      openEnded[depth] = length == INDEFINITE;
      ends[depth] = length == INDEFINITE ? bound : position + length;
    }

    private int length() throws UnreadableException {
      int first = octet();
      if (first < 0x80) {
        return fitting(first);
      }
      int octets = first & 0x7f;
      if (octets == 0) {
        return INDEFINITE;
      }
      if (octets > MAX_LENGTH_OCTETS) {
        throw new UnreadableException("a length of more than " + MAX_LENGTH_OCTETS + " octets");
      }
      long length = 0;
      for (int i = 0; i < octets; i++) {
        length = (length << 8) | octet();
      }
      return fitting(length);
    }

    private int fitting(long length) throws UnreadableException {
      if (length > ends[depth] - position) {
        throw new UnreadableException("a length beyond the bytes that are there");
      }
      return (int) length;
    }

    private int octet() throws UnreadableException {
      if (position >= ends[depth]) {
        throw new UnreadableException("the ASN.1 value is cut off");
      }
      return in[position++] & 0xff;
    }
  }
}
