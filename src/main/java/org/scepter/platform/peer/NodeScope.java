package org.scepter.platform.peer;

import jakarta.servlet.ServletRequest;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * For which SCEP endpoints a node may ask that was recognised by its client certificate.
 *
 * @param node its registered name
 * @param actor how the audit calls it; tells certificates apart where several go by one name
 * @param endpoints empty if it may ask for all
 * @param raKeys whether it gets the RA's keys
 */
public record NodeScope(
    String node, String actor, Optional<Set<String>> endpoints, boolean raKeys) {
  private static final String KEPT = NodeScope.class.getName();

  public NodeScope {
    Objects.requireNonNull(node);
    Objects.requireNonNull(actor);
    endpoints = endpoints.map(Set::copyOf);
  }

  boolean serves(String endpoint) {
    return endpoints.isEmpty() || endpoints.get().contains(endpoint);
  }

  /** Several filters and the resource ask about the same request. */
  public void keepIn(ServletRequest request) {
    request.setAttribute(KEPT, this);
  }

  /** That of the node that makes the request; empty if none was recognised. */
  public static Optional<NodeScope> of(ServletRequest request) {
    return Optional.ofNullable(request.getAttribute(KEPT)).map(NodeScope.class::cast);
  }
}
