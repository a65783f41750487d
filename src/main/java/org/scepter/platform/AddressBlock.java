package org.scepter.platform;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** A block of IP addresses in CIDR notation; literals only, nothing is looked up. */
public final class AddressBlock {
  private final byte[] network;
  private final int prefix;

  private AddressBlock(byte[] network, int prefix) {
    this.network = network;
    this.prefix = prefix;
  }

  public static boolean isValid(String text) {
    try {
      parse(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * @throws IllegalArgumentException if {@code text} is not {@code address/prefix} or an address
   */
  public static AddressBlock parse(String text) {
    int slash = text.indexOf('/');
    byte[] address = literal(slash < 0 ? text : text.substring(0, slash));
    int bits = address.length * 8;
    int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
    if (prefix < 0 || prefix > bits) {
      throw new IllegalArgumentException("the prefix of " + text + " is not within 0 to " + bits);
    }
    return new AddressBlock(address, prefix);
  }

  /** Whether {@code address}, an IP literal, lies in the block; false for anything else. */
  public boolean contains(String address) {
    byte[] candidate;
    try {
      candidate = literal(address);
    } catch (IllegalArgumentException e) {
      return false;
    }
    if (candidate.length != network.length) {
      return false;
    }
    int whole = prefix / 8;
    if (!Arrays.equals(network, 0, whole, candidate, 0, whole)) {
      return false;
    }
    int rest = prefix % 8;
    int mask = 0xff00 >> rest & 0xff;
    return rest == 0 || (network[whole] & mask) == (candidate[whole] & mask);
  }

  /** Whether every address of its kind lies in it. */
  public boolean isEverything() {
    return prefix == 0;
  }

  private static byte[] literal(String text) {
    String bare = text.replaceAll("^\\[|]$", "").replaceAll("%.*$", "");
    if (!bare.matches("[0-9.]+") && !bare.matches("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
      throw new IllegalArgumentException(text + " is not an IP address");
    }
    try {
      return InetAddress.getByName(bare).getAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(text + " is not an IP address", e);
    }
  }
}
