package org.scepter.platform.arrival;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.scepter.platform.AddressBlock;
import org.scepter.platform.ClientAddress;
import org.scepter.platform.SettingsReader;

/**
 * Whose word about a client's address is taken; nobody's unless the settings say so.
 *
 * @param blocks {@code scepter.platform.trusted-proxies}: addresses or CIDR blocks of the proxies
 *     in front; name no more than these, since whoever calls from such an address may claim any
 * @param header {@code scepter.platform.proxy-header}: {@code x-forwarded-for} or {@code
 *     forwarded}, the one field that these proxies write themselves. The other is a stranger's and
 *     not read.
 */
public record TrustedProxies(List<AddressBlock> blocks, ProxyHeader header) {
  private static final String BLOCKS = "scepter.platform.trusted-proxies";

  /** No proxy on earth passes a request on so often. */
  private static final int MAX_HOPS = 32;

  public TrustedProxies {
    blocks = List.copyOf(blocks);
    Objects.requireNonNull(header);
  }

  /** Reads and validates; faults stay in {@code reader}. */
  public static TrustedProxies from(SettingsReader reader) {
    List<AddressBlock> blocks =
        reader.list(BLOCKS, "").stream()
            .flatMap(written -> block(written, reader).stream())
            .toList();
    return new TrustedProxies(
        blocks,
        reader.constant(
            "scepter.platform.proxy-header", ProxyHeader.class, ProxyHeader.X_FORWARDED_FOR));
  }

  private static Optional<AddressBlock> block(String written, SettingsReader reader) {
    if (!AddressBlock.isValid(written)) {
      reader.fault(BLOCKS, "\"" + written + "\" is not an address block like 10.1.2.3/32");
      return Optional.empty();
    }
    AddressBlock block = AddressBlock.parse(written);
    if (block.isEverything()) {
      reader.fault(BLOCKS, "\"" + written + "\" would let everybody claim any address");
      return Optional.empty();
    }
    return Optional.of(block);
  }

  /**
   * From where a request came: the last address on its way that is no trusted proxy's.
   *
   * @param peer the socket's
   * @param lines the values of {@link #header()} in the order of the head
   * @param claims whether the head has any field in which proxies name clients
   */
  ClientAddress of(String peer, List<String> lines, boolean claims) {
    if (!trusts(peer)) {
      return new ClientAddress(peer, !claims);
    }
    Hops hops = new Hops(header, lines);
    String nearest = peer;
    for (int i = 0; i < MAX_HOPS && hops.hasMore(); i++) {
      Optional<String> hop = hops.next();
      if (hop.isEmpty()) {
        return new ClientAddress(nearest, false);
      }
      nearest = hop.get();
      if (!trusts(nearest)) {
        return new ClientAddress(nearest, true);
      }
    }
    // Whose request it is stands in the other field, or too many proxies are on the way.
    return new ClientAddress(nearest, lines.isEmpty() ? !claims : !hops.hasMore());
  }

  private boolean trusts(String address) {
    return blocks.stream().anyMatch(block -> block.contains(address));
  }
}
