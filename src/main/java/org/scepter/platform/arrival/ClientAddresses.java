package org.scepter.platform.arrival;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
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
  private final Listeners listeners;
  private final TrustedProxies proxies;

  ClientAddresses() {
    this.listeners = null;
    this.proxies = null;
  }

  @Inject
  public ClientAddresses(Listeners listeners, SettingsReader reader) {
    this.listeners = listeners;
    this.proxies = TrustedProxies.from(reader);
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
    return proxies.of(request.getRemoteAddr(), lines, claims);
  }
}
