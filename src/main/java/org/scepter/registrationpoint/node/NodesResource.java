package org.scepter.registrationpoint.node;

import static org.scepter.platform.PersonRole.ADMINISTRATOR;
import static org.scepter.platform.PersonRole.AUDITOR;
import static org.scepter.platform.PersonRole.OPERATOR;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import org.scepter.pki.Sha256;
import org.scepter.platform.Access;
import org.scepter.platform.JsonBody;
import org.scepter.platform.Listener;
import org.scepter.platform.NodeRole;
import org.scepter.platform.Problem;
import org.scepter.platform.Roles;
import org.scepter.registrationpoint.Reasons;

/**
 * {@code /api/v1/nodes}: every registration point and NDES server as this database knows them, and
 * the client certificates that may ask.
 */
@Path("nodes")
@Access(who = Access.Who.PERSON, listeners = Listener.HTTPS, roles = NodeRole.CRP)
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class NodesResource {
  private final NodeStates states;
  private final NodeRegistrations registrations;

  // For RESTEasy, which deploys no class without it.
  public NodesResource() {
    this(null, null);
  }

  @Inject
  public NodesResource(NodeStates states, NodeRegistrations registrations) {
    this.states = states;
    this.registrations = registrations;
  }

  @GET
  @Roles({ADMINISTRATOR, OPERATOR, AUDITOR})
  public Response list() {
    JsonArrayBuilder items = Json.createArrayBuilder();
    states.all().forEach(state -> items.add(json(state)));
    JsonArrayBuilder certificates = Json.createArrayBuilder();
    registrations.all().forEach(each -> certificates.add(json(each)));
    return Response.ok(
            Json.createObjectBuilder()
                .add("items", items)
                .add("registrations", certificates)
                .build()
                .toString())
        .header("Cache-Control", "no-store")
        .build();
  }

  @POST
  @Path("{sha256}/end")
  @Consumes(MediaType.APPLICATION_JSON)
  @Roles({ADMINISTRATOR})
  public Response end(@PathParam("sha256") String sha256, InputStream body) {
    return JsonBody.read(body)
        .then(Reasons::read)
        .fold(Problem::toResponse, reason -> end(digest(sha256), reason));
  }

  private Response end(Optional<Sha256> digest, String reason) {
    if (digest.filter(registrations::isKnown).isEmpty()) {
      return Problem.of(Status.NOT_FOUND, "No such certificate is registered.").toResponse();
    }
    return registrations.end(digest.get(), reason)
        ? Response.noContent().build()
        : Problem.of(Status.CONFLICT, "The registration was ended before.").toResponse();
  }

  private static Optional<Sha256> digest(String text) {
    try {
      return Optional.of(new Sha256(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static JsonObject json(NodeState state) {
    return Json.createObjectBuilder()
        .add("kind", state.kind().name().toLowerCase(Locale.ROOT))
        .add("name", state.name())
        .add("status", state.status())
        .add("reason", state.reason())
        .add("at", state.at().toString())
        .add("since", state.since().toString())
        .build();
  }

  private static JsonObject json(NdesRegistration registration) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("name", registration.name())
            .add("sha256", registration.sha256().hex())
            .add("subject", registration.subject())
            .add("notBefore", registration.notBefore().toString())
            .add("notAfter", registration.notAfter().toString())
            .add("registeredAt", registration.registeredAt().toString())
            .add("ended", registration.ended());
    return json.build();
  }
}
