package org.scepter.registrationpoint.node;

import static org.scepter.platform.PersonRole.ADMINISTRATOR;
import static org.scepter.platform.PersonRole.AUDITOR;
import static org.scepter.platform.PersonRole.OPERATOR;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.io.InputStream;
import java.util.stream.Stream;
import org.scepter.platform.Access;
import org.scepter.platform.JsonBody;
import org.scepter.platform.Listener;
import org.scepter.platform.NodeRole;
import org.scepter.platform.Problem;
import org.scepter.platform.Roles;
import org.scepter.registrationpoint.Reasons;

/**
 * {@code /api/v1/nodes}: every registration point and NDES server as this database knows them, what
 * the NDES servers are registered with, and what lets them in.
 */
@Path("nodes")
@Access(who = Access.Who.PERSON, listeners = Listener.HTTPS, roles = NodeRole.CRP)
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class NodesResource {
  private final NodeStates states;
  private final NdesServers servers;
  private final NodeRegistrations certificates;
  private final IssuerRegistrations issuers;

  // For RESTEasy, which deploys no class without it.
  public NodesResource() {
    this(null, null, null, null);
  }

  @Inject
  public NodesResource(
      NodeStates states,
      NdesServers servers,
      NodeRegistrations certificates,
      IssuerRegistrations issuers) {
    this.states = states;
    this.servers = servers;
    this.certificates = certificates;
    this.issuers = issuers;
  }

  @GET
  @Roles({ADMINISTRATOR, OPERATOR, AUDITOR})
  public Response list() {
    return answer(
        Status.OK,
        Json.createObjectBuilder()
            .add("items", array(states.all().stream().map(NodeJson::of)))
            .add("servers", array(servers.all().stream().map(NodeJson::of)))
            .add("registrations", array(certificates.all().stream().map(NodeJson::of)))
            .add("issuerRegistrations", array(issuers.all().stream().map(NodeJson::of)))
            .build());
  }

  private static JsonArrayBuilder array(Stream<JsonObject> items) {
    JsonArrayBuilder array = Json.createArrayBuilder();
    items.forEach(array::add);
    return array;
  }

  /** Registers an NDES server by its certificate, or by its issuer and DNS name. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Roles(ADMINISTRATOR)
  public Response register(InputStream body) {
    return servers
        .register(JsonBody.read(body))
        .fold(Problem::toResponse, server -> answer(Status.CREATED, NodeJson.of(server)));
  }

  /** One more certificate or issuer of an NDES server. */
  @POST
  @Path("{name}/registrations")
  @Consumes(MediaType.APPLICATION_JSON)
  @Roles(ADMINISTRATOR)
  public Response add(@PathParam("name") String name, InputStream body) {
    return servers
        .add(name, JsonBody.read(body))
        .fold(Problem::toResponse, server -> answer(Status.CREATED, NodeJson.of(server)));
  }

  /** Where devices reach an NDES server, and which endpoints it serves, from now on. */
  @PUT
  @Path("{name}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Roles(ADMINISTRATOR)
  public Response change(@PathParam("name") String name, InputStream body) {
    return servers
        .change(name, JsonBody.read(body))
        .fold(Problem::toResponse, server -> answer(Status.OK, NodeJson.of(server)));
  }

  /**
   * Ends a certificate by its SHA-256, an issuer's registration by its id, a server by its name.
   */
  @POST
  @Path("{what}/end")
  @Consumes(MediaType.APPLICATION_JSON)
  @Roles(ADMINISTRATOR)
  public Response end(@PathParam("what") String what, InputStream body) {
    return JsonBody.read(body)
        .then(Reasons::read)
        .then(reason -> servers.end(what, reason))
        .fold(Problem::toResponse, any -> Response.noContent().build());
  }

  private static Response answer(Status status, JsonObject json) {
    return Response.status(status)
        .header("Cache-Control", "no-store")
        .entity(json.toString())
        .build();
  }
}
