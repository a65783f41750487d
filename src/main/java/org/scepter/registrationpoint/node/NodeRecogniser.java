package org.scepter.registrationpoint.node;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.scepter.platform.Access;
import org.scepter.platform.Caller;
import org.scepter.platform.Listener;
import org.scepter.platform.Listeners;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.Recogniser;
import org.scepter.platform.peer.ClientCertificate;
import org.scepter.platform.peer.NodeScope;

/**
 * Recognises a node by the client certificate of the TLS connection through which it came to the
 * internal listener. No header is looked at.
 */
@ApplicationScoped
public class NodeRecogniser implements Recogniser {
  private final NodeRegistrations registrations;
  private final Listeners listeners;
  private final PlatformSettings settings;

  NodeRecogniser() {
    this.registrations = null;
    this.listeners = null;
    this.settings = null;
  }

  @Inject
  public NodeRecogniser(
      NodeRegistrations registrations, Listeners listeners, PlatformSettings settings) {
    this.registrations = registrations;
    this.listeners = listeners;
    this.settings = settings;
  }

  @Override
  public Access.Who who() {
    return Access.Who.NODE;
  }

  @Override
  public Optional<Caller> recognise(HttpServletRequest request) {
    return scope(request).map(node -> new Caller("node:" + node.actor(), Set.of()));
  }

  /** For what the node may ask that makes the request. */
  Optional<NodeScope> scope(HttpServletRequest request) {
    Optional<NodeScope> known = NodeScope.of(request);
    if (known.isPresent()) {
      return known;
    }
    if (!settings.usesDatabase() || listeners.of(request) != Listener.INTERNAL) {
      return Optional.empty();
    }
    List<X509Certificate> chain = ClientCertificate.chain(request);
    Optional<NodeScope> found = chain.isEmpty() ? Optional.empty() : registrations.recognise(chain);
    found.ifPresent(node -> node.keepIn(request));
    return found;
  }
}
