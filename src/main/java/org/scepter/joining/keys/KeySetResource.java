package org.scepter.joining.keys;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.scepter.platform.Access;
import org.scepter.platform.Happening;
import org.scepter.platform.Listener;
import org.scepter.platform.NodeRole;
import org.scepter.platform.Problem;
import org.scepter.platform.peer.ClientCertificate;
import org.scepter.platform.peer.NodeScope;

/** {@code /node/ra}: the RA's key sets for a node, sealed to the certificate with which it asks. */
@Path("ra")
@Access(who = Access.Who.NODE, listeners = Listener.INTERNAL, roles = NodeRole.CA)
@ApplicationScoped
public class KeySetResource {
  /** Behind the URL of an internal listener. */
  static final String PATH = "/node/ra/key-sets";

  private static final String HAND_OUT = "ra.keys.hand-out";
  private static final String NUMBERS = "|[1-9][0-9]{0,8}(,[1-9][0-9]{0,8}){0,99}";

  @Context private HttpServletRequest request;

  private final KeyHandout handout;
  private final Event<Happening> happenings;

  // For RESTEasy, which deploys no class without it.
  public KeySetResource() {
    this(null, null);
  }

  @Inject
  public KeySetResource(KeyHandout handout, Event<Happening> happenings) {
    this.handout = handout;
    this.happenings = happenings;
  }

  /**
   * Those that the node lacks.
   *
   * @param known numbers of those that it has, separated by commas
   */
  @GET
  @Path("key-sets")
  @Produces(MediaType.APPLICATION_JSON)
  public Response keySets(@QueryParam("known") String known) {
    String numbers = known == null ? "" : known;
    if (!numbers.matches(NUMBERS)) {
      return Problem.of(Response.Status.BAD_REQUEST, "A parameter is malformed.").toResponse();
    }
    if (NodeScope.of(request).filter(NodeScope::raKeys).isEmpty()) {
      happenings.fire(
          Happening.refused(
              HAND_OUT, "ra-key-sets", "NotGiven: registered without the RA's keys", ""));
      return Problem.of(
              Response.Status.FORBIDDEN,
              "This server is registered without the RA's keys; an administrator may set raKeys.")
          .toResponse();
    }
    List<SealedSet> sets =
        handout.lacking(ClientCertificate.of(request).orElseThrow(), parsed(numbers));
    JsonArrayBuilder items = Json.createArrayBuilder();
    for (SealedSet each : sets) {
      items.add(json(each));
      happenings.fire(Happening.done(HAND_OUT, "ra-key-set:" + each.set().number(), ""));
    }
    return Response.ok(Json.createObjectBuilder().add("keySets", items).build().toString())
        .header("Cache-Control", "no-store")
        .build();
  }

  private static Set<Integer> parsed(String numbers) {
    return Arrays.stream(numbers.split(","))
        .filter(each -> !each.isEmpty())
        .map(Integer::valueOf)
        .collect(Collectors.toSet());
  }

  private static JsonObjectBuilder json(SealedSet set) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("number", set.set().number())
            .add("generation", set.set().generation())
            .add("sealed", set.sealed().base64());
    set.set().activeFrom().ifPresent(at -> json.add("activeFrom", at.toString()));
    return json;
  }
}
