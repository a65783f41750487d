package org.scepter.platform;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.Provider;
import java.util.Arrays;
import java.util.Optional;

/**
 * Lets in whom a resource's {@link Access} names, and nobody else. Each JAX-RS application has one
 * of its own: what Jersey injects is tied to the application that injected it.
 */
@Provider
@Priority(Priorities.AUTHENTICATION)
@Dependent
public class AccessFilter implements ContainerRequestFilter {
  @Context private ResourceInfo resource;
  @Context private HttpServletRequest request;

  private final Listeners listeners;
  private final PlatformSettings settings;
  private final RequestFacts facts;
  private final Instance<Recogniser> recognisers;
  private final Event<Happening> happenings;

  public AccessFilter() {
    this(null, null, null, null, null);
  }

  @Inject
  public AccessFilter(
      Listeners listeners,
      PlatformSettings settings,
      RequestFacts facts,
      @Any Instance<Recogniser> recognisers,
      Event<Happening> happenings) {
    this.listeners = listeners;
    this.settings = settings;
    this.facts = facts;
    this.recognisers = recognisers;
    this.happenings = happenings;
  }

  @Override
  public void filter(ContainerRequestContext context) {
    Access access = resource.getResourceClass().getAnnotation(Access.class);
    Listener listener = listeners.of(request);
    if (access == null || !Arrays.asList(access.listeners()).contains(listener)) {
      refuse(context, Status.FORBIDDEN, "This address is not served on this listener.");
      if (listener == Listener.INTERNAL) {
        tellOfNode(context);
      }
      return;
    }
    if (!isServed(access)) {
      refuse(context, Status.NOT_FOUND, "This node does not serve this address.");
      return;
    }
    if (access.who() == Access.Who.ANYONE) {
      return;
    }
    if (access.who() == Access.Who.PERSON && !isFromConsoleAddress()) {
      refuse(context, Status.FORBIDDEN, "This address is not served to your network.");
      return;
    }
    Optional<Caller> caller = recognise(access.who());
    if (caller.isEmpty()) {
      refuseUnknown(context, access.who());
      return;
    }
    facts.recognised(caller.get());
    if (access.who() == Access.Who.PERSON && !hasRole(caller.get())) {
      refuse(context, Status.FORBIDDEN, "Your roles do not allow this.");
    }
  }

  // No node of ours asks for such an address: it may be in other hands.
  private void tellOfNode(ContainerRequestContext context) {
    recognise(Access.Who.NODE)
        .ifPresent(
            node -> {
              facts.recognised(node);
              happenings.fire(
                  Happening.refused(
                      "node.call",
                      "address:" + context.getUriInfo().getPath(),
                      "NotServed: this address is not served on the internal listener",
                      ""));
            });
  }

  private boolean isServed(Access access) {
    return access.roles().length == 0 || Arrays.stream(access.roles()).anyMatch(settings::has);
  }

  private boolean isFromConsoleAddress() {
    // A proxy that nobody named stands for all who call through it.
    return facts.isAddressKnown()
        && settings.consoleAddresses().stream()
            .map(AddressBlock::parse)
            .anyMatch(block -> block.contains(facts.address()));
  }

  private Optional<Caller> recognise(Access.Who who) {
    return recognisers.stream()
        .filter(recogniser -> recogniser.who() == who)
        .map(recogniser -> recogniser.recognise(request))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private boolean hasRole(Caller caller) {
    Roles roles = resource.getResourceMethod().getAnnotation(Roles.class);
    return roles != null && Arrays.stream(roles.value()).anyMatch(caller.roles()::contains);
  }

  private static void refuseUnknown(ContainerRequestContext context, Access.Who who) {
    switch (who) {
      case NODE -> refuse(context, Status.FORBIDDEN, "A registered client certificate is needed.");
      case DEVICE -> challenge(context, "Bearer realm=\"Scepter devices\"");
      case MANAGER -> challenge(context, "Basic realm=\"Scepter challenges\"");
      case PERSON -> challenge(context, "Basic realm=\"Scepter\", charset=\"UTF-8\"");
      case ANYONE -> throw new IllegalStateException("anyone is known");
    }
  }

  private static void challenge(ContainerRequestContext context, String scheme) {
    Response response =
        Problem.of(Status.UNAUTHORIZED, "Credentials are missing, wrong or expired.").toResponse();
    context.abortWith(Response.fromResponse(response).header("WWW-Authenticate", scheme).build());
  }

  private static void refuse(ContainerRequestContext context, Status status, String detail) {
    context.abortWith(Problem.of(status, detail).toResponse());
  }
}
