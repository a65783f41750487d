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
import org.scepter.platform.Problem;

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

  // For RESTEasy, which deploys no class without it.
  public NodeFilter() {
    this(null);
  }

  @Inject
  public NodeFilter(NodeRecogniser recogniser) {
    this.recogniser = recogniser;
  }

  @Override
  public void filter(ContainerRequestContext context) {
    if (recogniser.recognise(request).isEmpty()) {
      context.abortWith(
          Problem.of(Status.FORBIDDEN, "A registered client certificate is needed.").toResponse());
    }
  }
}
