package org.scepter.registrationpoint.node;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import org.scepter.platform.Problem;
import org.scepter.platform.peer.NodeScope;

/**
 * Answers 403 to everyone but registered nodes before a path or method is looked at: a stranger
 * does not even learn which addresses exist.
 */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION)
@Dependent
public class NodeFilter implements ContainerRequestFilter {
  @Context private HttpServletRequest request;

  private final NodeRecogniser recogniser;
  private final NodeRefusals refusals;
  private final NodeStates states;

  // For RESTEasy, which deploys no class without it.
  public NodeFilter() {
    this(null, null, null);
  }

  @Inject
  public NodeFilter(NodeRecogniser recogniser, NodeRefusals refusals, NodeStates states) {
    this.recogniser = recogniser;
    this.refusals = refusals;
    this.states = states;
  }

  @Override
  public void filter(ContainerRequestContext context) {
    Optional<NodeScope> node = recogniser.scope(request);
    if (node.isPresent()) {
      states.heard(node.get().node());
    } else {
      refusals.told(request);
      context.abortWith(
          Problem.of(Status.FORBIDDEN, "A registered client certificate is needed.").toResponse());
    }
  }
}
