package org.scepter.scep.protocol.cms;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;

/**
 * Writes tags, definite lengths and values. Bouncy Castle's generators sort the certificates and
 * write indefinite lengths; clients want neither, and ready-made parts need no second encoding.
 */
public final class Tlv {
  public static final int SEQUENCE = 0x30;
  public static final int SET = 0x31;
  public static final int OCTET_STRING = 0x04;
  private static final int INTEGER = 0x02;
  private static final int PRINTABLE_STRING = 0x13;
  private static final int UTF8_STRING = 0x0c;
  private static final int CONTEXT = 0xa0;

  private Tlv() {}

  public static byte[] of(int tag, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    int octets = length < 0x80 ? 0 : (39 - Integer.numberOfLeadingZeros(length)) / 8;
    byte[] all = new byte[2 + octets + length];
    all[0] = (byte) tag;
    all[1] = (byte) (octets == 0 ? length : 0x80 | octets);
    for (int i = 0; i < octets; i++) {
      all[2 + i] = (byte) (length >>> (8 * (octets - 1 - i)));
    }
    int position = 2 + octets;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, position, part.length);
      position += part.length;
    }
    return all;
  }

  public static byte[] sequence(byte[]... parts) {
    return of(SEQUENCE, parts);
  }

  /** A SET in the order given. */
  public static byte[] set(byte[]... parts) {
    return of(SET, parts);
  }

  /** Puts the parts of a SET OF into DER's order. */
  public static byte[][] sorted(byte[]... parts) {
    byte[][] sorted = parts.clone();
    Arrays.sort(sorted, Comparator.comparing(part -> part, Arrays::compareUnsigned));
    return sorted;
  }

  /** [number] around the parts, constructed: EXPLICIT, or IMPLICIT for a SET or SEQUENCE. */
  public static byte[] context(int number, byte[]... parts) {
    return of(CONTEXT | number, parts);
  }

  public static byte[] octets(byte[] value) {
    return of(OCTET_STRING, value);
  }

  public static byte[] integer(int value) {
    return of(INTEGER, BigInteger.valueOf(value).toByteArray());
  }

  public static byte[] printable(String value) {
    return of(PRINTABLE_STRING, value.getBytes(StandardCharsets.US_ASCII));
  }

  public static byte[] utf8(String value) {
    return of(UTF8_STRING, value.getBytes(StandardCharsets.UTF_8));
  }

  /** A Bouncy Castle value with definite lengths and its own order. */
  public static byte[] of(ASN1Encodable value) {
    try {
      return value.toASN1Primitive().getEncoded(ASN1Encoding.DL);
    } catch (IOException e) {
      throw new IllegalStateException("a value in memory can be encoded", e);
    }
  }
}
