package org.scepter.joining;

import static org.scepter.platform.PersonRole.ADMINISTRATOR;
import static org.scepter.platform.PersonRole.AUDITOR;
import static org.scepter.platform.PersonRole.OPERATOR;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import org.scepter.platform.Access;
import org.scepter.platform.JsonBody;
import org.scepter.platform.Listener;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.Problem;
import org.scepter.platform.Roles;
import org.scepter.platform.ScepterHome;
import org.scepter.registrationpoint.RegistrationPointSettings;
import org.scepter.registrationpoint.node.NodeJson;

/** {@code /api/v1/expected-nodes}: what the command {@code scepter node add} does, and more. */
@Path("expected-nodes")
@Access(who = Access.Who.PERSON, listeners = Listener.HTTPS, roles = NodeRole.CA)
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class ExpectedNodesResource {
  private final ExpectedNodes nodes;
  private final ScepterHome home;
  private final PlatformSettings settings;
  private final RegistrationPointSettings registrationPoint;

  // For RESTEasy, which deploys no class without it.
  public ExpectedNodesResource() {
    this(null, null, null, null);
  }

  @Inject
  public ExpectedNodesResource(
      ExpectedNodes nodes,
      ScepterHome home,
      PlatformSettings settings,
      RegistrationPointSettings registrationPoint) {
    this.nodes = nodes;
    this.home = home;
    this.settings = settings;
    this.registrationPoint = registrationPoint;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Roles(ADMINISTRATOR)
  public Response add(InputStream body) {
    URI listener = URI.create("https://" + home.internalName() + ":" + settings.internalPort());
    return JsonBody.read(body)
        .then(fields -> ExpectedNodeReader.read(fields, listener, registrationPoint))
        .map(nodes::add)
        .fold(Problem::toResponse, ExpectedNodesResource::created);
  }

  private static Response created(JoinBundle bundle) {
    return Response.status(Response.Status.CREATED)
        .header("Cache-Control", "no-store")
        .entity(
            Json.createObjectBuilder()
                .add("name", bundle.name())
                .add("expiresAt", bundle.expiresAt().toString())
                .add("bundle", bundle.written())
                .build()
                .toString())
        .build();
  }

  /** Those that can join now. */
  @GET
  @Roles({ADMINISTRATOR, OPERATOR, AUDITOR})
  public Response list() {
    JsonArrayBuilder items = Json.createArrayBuilder();
    nodes.live().forEach(node -> items.add(json(node)));
    return Response.ok(Json.createObjectBuilder().add("items", items).build().toString())
        .header("Cache-Control", "no-store")
        .build();
  }

  private static JsonObjectBuilder json(ExpectedNode node) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("name", node.name())
            .add("addedAt", node.addedAt().toString())
            .add("expiresAt", node.expiresAt().toString());
    return NodeJson.with(node.terms(), json);
  }

  @DELETE
  @Path("{name}")
  @Roles(ADMINISTRATOR)
  public Response withdraw(@PathParam("name") String name) {
    return ExpectedNode.isName(name) && nodes.withdraw(name)
        ? Response.noContent().build()
        : Problem.notFound("expected node").toResponse();
  }
}
