package org.scepter.platform.peer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.servlet.ServletRequest;
import java.util.Optional;
import org.scepter.platform.Happening;

/** Keeps nodes to the SCEP endpoints that they are registered for. */
@ApplicationScoped
public class EndpointGuard {
  /** The word that nodes, CRP.log and the audit have for it. */
  public static final String NOT_REGISTERED = "EndpointNotRegistered";

  private static final System.Logger CRP = System.getLogger("scepter.CRP");

  private final Event<Happening> happenings;

  EndpointGuard() {
    this(null);
  }

  @Inject
  public EndpointGuard(Event<Happening> happenings) {
    this.happenings = happenings;
  }

  /**
   * Why the node that makes the request gets nothing at the endpoint, which stands in CRP.log and
   * the audit then; empty if it may ask.
   *
   * @param action what it tried, as the audit calls it
   * @param transaction the SCEP transactionID; empty if there is none
   */
  public Optional<String> obstacle(
      ServletRequest request, String action, String endpoint, String transaction) {
    Optional<NodeScope> scope = NodeScope.of(request);
    if (scope.filter(it -> it.serves(endpoint)).isPresent()) {
      return Optional.empty();
    }
    String why =
        scope.map(NodeScope::node).orElse("this caller")
            + " is not registered for endpoint "
            + endpoint;
    CRP.log(System.Logger.Level.WARNING, action + " refused. " + NOT_REGISTERED + ": " + why);
    happenings.fire(
        Happening.refused(
            action, "endpoint:" + endpoint, NOT_REGISTERED + ": " + why, transaction));
    return Optional.of(why);
  }
}
