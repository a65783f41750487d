package org.scepter.platform.arrival;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.scepter.platform.ClientAddress;
import org.scepter.platform.Listener;
import org.scepter.platform.Listeners;
import org.scepter.platform.SettingsCheck;
import org.scepter.platform.SettingsReader;

/**
 * From where requests come. What proxies say counts on the public listeners alone: nodes are known
 * by their certificates, which end at a proxy.
 */
@ApplicationScoped
public class ClientAddresses implements SettingsCheck {
  private static final Duration RECENT = Duration.ofMinutes(10);

  private final Listeners listeners;
  private final TrustedProxies proxies;
  private final Clock clock;
  private volatile Unbelieved last = new Unbelieved("", Instant.EPOCH);

  /** Who claimed another's address in vain. */
  private record Unbelieved(String peer, Instant at) {}

  ClientAddresses() {
    this.listeners = null;
    this.proxies = null;
    this.clock = null;
  }

  @Inject
  public ClientAddresses(Listeners listeners, SettingsReader reader, Clock clock) {
    this.listeners = listeners;
    this.proxies = TrustedProxies.from(reader);
    this.clock = clock;
  }

  @Override
  public void check(SettingsReader reader) {
    TrustedProxies.from(reader);
  }

  /** Where the client is, as far as it can be told. */
  public ClientAddress of(HttpServletRequest request) {
    if (listeners.of(request) == Listener.INTERNAL) {
      return new ClientAddress(request.getRemoteAddr(), true);
    }
    boolean claims =
        Arrays.stream(ProxyHeader.values()).anyMatch(it -> request.getHeader(it.field()) != null);
    List<String> lines = Collections.list(request.getHeaders(proxies.header().field()));
    ClientAddress address = proxies.of(request.getRemoteAddr(), lines, claims);
    if (!address.isKnown()) {
      last = new Unbelieved(request.getRemoteAddr(), clock.instant());
    }
    return address;
  }

  /** The last peer whose word about a client was not taken, if it came within ten minutes. */
  public Optional<String> unbelieved() {
    Unbelieved seen = last;
    return clock.instant().isBefore(seen.at().plus(RECENT))
        ? Optional.of(seen.peer())
        : Optional.empty();
  }
}
