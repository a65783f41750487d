package org.scepter.registrationpoint.failure;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts refusals by the address from which they came, in bounded memory: of the addresses beyond
 * {@link #MAX_ADDRESSES} the one that was heard longest ago is forgotten. IPv6 addresses count by
 * their /64, which is what one site has.
 */
public final class AddressFailures {
  static final int MAX_ADDRESSES = 10_000;
  private static final int NETWORK_GROUPS = 4;

  private final Duration window;
  private final Map<String, Count> counts =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
          return size() > MAX_ADDRESSES;
        }
      };

  /** How many since when. */
  private record Count(Instant since, int failures) {}

  /**
   * @param window how long failures are added up before the count begins anew
   */
  public AddressFailures(Duration window) {
    this.window = window;
  }

  /** One more failure; how many there are now within the window. */
  public synchronized int add(String address, Instant now) {
    String site = site(address);
    Count before = counts.get(site);
    Count count =
        isOver(before, now) ? new Count(now, 1) : new Count(before.since(), before.failures() + 1);
    counts.put(site, count);
    return count.failures();
  }

  /** How many there are within the window. */
  public synchronized int of(String address, Instant now) {
    Count count = counts.get(site(address));
    return isOver(count, now) ? 0 : count.failures();
  }

  private boolean isOver(Count count, Instant now) {
    return count == null
        || now.isBefore(count.since())
        || !now.isBefore(count.since().plus(window));
  }

  synchronized int size() {
    return counts.size();
  }

  /** The address itself, or the network of an IPv6 address. */
  static String site(String address) {
    if (!address.contains(":")) {
      return address;
    }
    String bare = address.replaceFirst("[%/].*", "");
    String mapped = bare.substring(bare.lastIndexOf(':') + 1);
    if (mapped.contains(".")) {
      return mapped;
    }
    int gap = bare.indexOf("::");
    String[] head = (gap < 0 ? bare : bare.substring(0, gap)).split(":", -1);
    StringBuilder network = new StringBuilder();
    for (int i = 0; i < NETWORK_GROUPS; i++) {
      String group = i < head.length && !head[i].isEmpty() ? head[i] : "0";
      network.append(group.toLowerCase(java.util.Locale.ROOT).replaceFirst("^0+(?=.)", ""));
      network.append(':');
    }
    return network + ":/64";
  }
}
