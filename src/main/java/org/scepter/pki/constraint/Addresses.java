package org.scepter.pki.constraint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scepter.pki.SubjectAltName;

/**
 * A block of IP addresses of one kind.
 *
 * @param octets of its first address, 4 or 16
 * @param prefix how many bits all its addresses share
 */
record Addresses(List<Integer> octets, int prefix) {
  Addresses {
    octets = List.copyOf(octets);
  }

  /** {@code address/prefix}, nothing behind the prefix set; empty for anything else. */
  static Optional<Addresses> of(String written) {
    int slash = written.indexOf('/');
    if (slash < 0 || !written.substring(slash + 1).matches("[0-9]{1,3}")) {
      return Optional.empty();
    }
    int prefix = Integer.parseInt(written.substring(slash + 1));
    return address(written.substring(0, slash))
        .filter(octets -> prefix <= octets.size() * 8)
        .map(octets -> new Addresses(octets, prefix))
        .filter(block -> block.covers(block.octets, block.octets.size() * 8));
  }

  private static Optional<List<Integer>> address(String written) {
    try {
      return Optional.of(octets(new SubjectAltName(SubjectAltName.Kind.IP, written).value()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  // As SubjectAltName keeps an address: four decimal numbers or eight hexadecimal groups.
  private static List<Integer> octets(String canonical) {
    List<Integer> octets = new ArrayList<>();
    if (canonical.indexOf(':') < 0) {
      for (String number : canonical.split("\\.", -1)) {
        octets.add(Integer.valueOf(number));
      }
      return octets;
    }
    for (String group : canonical.split(":", -1)) {
      int value = Integer.parseInt(group, 16);
      octets.add(value >> 8);
      octets.add(value & 0xff);
    }
    return octets;
  }

  boolean covers(String canonical) {
    List<Integer> other = octets(canonical);
    return other.size() == octets.size() && covers(other, prefix);
  }

  /** Whether the first {@code bits} are the block's own, what is behind its prefix being zero. */
  private boolean covers(List<Integer> other, int bits) {
    for (int bit = 0; bit < bits; bit++) {
      int own = bit < prefix ? bit(octets, bit) : 0;
      if (bit(other, bit) != own) {
        return false;
      }
    }
    return true;
  }

  private static int bit(List<Integer> octets, int bit) {
    return octets.get(bit / 8) >> (7 - bit % 8) & 1;
  }
}
