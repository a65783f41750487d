package org.scepter.diagnostics.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.scepter.diagnostics.Check;
import org.scepter.diagnostics.Finding;
import org.scepter.platform.arrival.ClientAddresses;

/** Whether someone passes requests on whose word about their origin is not taken. */
@ApplicationScoped
public class ProxyCheck implements Check {
  private final ClientAddresses clients;

  ProxyCheck() {
    this(null);
  }

  @Inject
  public ProxyCheck(ClientAddresses clients) {
    this.clients = clients;
  }

  @Override
  public List<Finding> look() {
    Optional<String> unbelieved = clients.unbelieved();
    return List.of(
        unbelieved
            .map(
                peer ->
                    Finding.warn(
                        "proxy",
                        "requests came lately from "
                            + peer
                            + ", which says that it passes them on and is not believed",
                        "if it is your proxy, name it in scepter.platform.trusted-proxies; if not,"
                            + " somebody tries to be who he is not"))
            .orElseGet(() -> Finding.ok("proxy", "nobody unknown passes requests on")));
  }
}
