package org.scepter.registrationpoint.node;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.scepter.platform.Access;
import org.scepter.platform.Caller;
import org.scepter.platform.Listener;
import org.scepter.platform.Listeners;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.Recogniser;
import org.scepter.platform.peer.ClientCertificate;

/**
 * Recognises a node by the client certificate of the TLS connection through which it came to the
 * internal listener. No header is looked at.
 */
@ApplicationScoped
public class NodeRecogniser implements Recogniser {
  private static final String RECOGNISED = NodeRecogniser.class.getName();

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
    if (request.getAttribute(RECOGNISED) instanceof Caller known) {
      return Optional.of(known);
    }
    if (!settings.usesDatabase() || listeners.of(request) != Listener.INTERNAL) {
      return Optional.empty();
    }
    Optional<Caller> caller =
        ClientCertificate.of(request)
            .flatMap(registrations::name)
            .map(name -> new Caller("node:" + name, java.util.Set.of()));
    // Several filters ask about the same request.
    caller.ifPresent(node -> request.setAttribute(RECOGNISED, node));
    return caller;
  }
}
