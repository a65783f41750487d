package org.scepter.pki;

import java.util.StringJoiner;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.GeneralName;

/** An address has many spellings and is compared as text; this is the one that is kept. */
final class IpText {
  private static final int IPV4_LENGTH = 4;
  private static final int IPV6_LENGTH = 16;

  private IpText() {}

  /**
   * @throws IllegalArgumentException if {@code written} is no IPv4 or IPv6 address
   */
  static String canonical(String written) {
    try {
      GeneralName name = new GeneralName(GeneralName.iPAddress, written);
      return of(ASN1OctetString.getInstance(name.getName()).getOctets());
    } catch (RuntimeException e) {
      // Bouncy Castle runs over the end of ":".
      throw new IllegalArgumentException("an IP address is expected", e);
    }
  }

  /** Four decimal numbers, or eight hexadecimal groups without leading zeros. */
  static String of(byte[] octets) {
    return switch (octets.length) {
      case IPV4_LENGTH -> ipv4(octets);
      case IPV6_LENGTH -> ipv6(octets);
      default -> throw new IllegalArgumentException("an IP address has 4 or 16 octets");
    };
  }

  private static String ipv4(byte[] octets) {
    StringJoiner text = new StringJoiner(".");
    for (byte octet : octets) {
      text.add(Integer.toString(octet & 0xff));
    }
    return text.toString();
  }

  private static String ipv6(byte[] octets) {
    StringJoiner text = new StringJoiner(":");
    for (int i = 0; i < octets.length; i += 2) {
      text.add(Integer.toHexString(((octets[i] & 0xff) << 8) | (octets[i + 1] & 0xff)));
    }
    return text.toString();
  }
}
