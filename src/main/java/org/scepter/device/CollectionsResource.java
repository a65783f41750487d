package org.scepter.device;

import static org.scepter.platform.PersonRole.ADMINISTRATOR;
import static org.scepter.platform.PersonRole.AUDITOR;
import static org.scepter.platform.PersonRole.OPERATOR;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.scepter.platform.Access;
import org.scepter.platform.JsonAnswer;
import org.scepter.platform.JsonBody;
import org.scepter.platform.Listener;
import org.scepter.platform.NodeRole;
import org.scepter.platform.Page;
import org.scepter.platform.Problem;
import org.scepter.platform.Result;
import org.scepter.platform.Roles;

/** {@code /api/v1/collections}. */
@Path("collections")
@Access(who = Access.Who.PERSON, listeners = Listener.HTTPS, roles = NodeRole.SITE)
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class CollectionsResource {

  private final Collections collections;

  // For RESTEasy, which deploys no class without it.
  public CollectionsResource() {
    this(null);
  }

  @Inject
  public CollectionsResource(Collections collections) {
    this.collections = collections;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Roles({ADMINISTRATOR, OPERATOR})
  public Response create(InputStream body) {
    return collections
        .create(JsonBody.read(body))
        .map(DeviceJson::named)
        .fold(Problem::toResponse, json -> Response.status(201).entity(json.toString()).build());
  }

  @GET
  @Roles({ADMINISTRATOR, OPERATOR, AUDITOR})
  public Response list(@QueryParam("after") String after, @QueryParam("limit") String limit) {
    return Page.of(after, limit)
        .map(collections::list)
        .map(items -> JsonAnswer.list(items, DeviceJson::named))
        .fold(Problem::toResponse, json -> Response.ok(json.toString()).build());
  }

  /** A collection with one page of its devices. */
  @GET
  @Path("{name}")
  @Roles({ADMINISTRATOR, OPERATOR, AUDITOR})
  public Response find(
      @PathParam("name") String name,
      @QueryParam("after") String after,
      @QueryParam("limit") String limit) {
    return Page.of(after, limit)
        .then(page -> Result.found(collections.members(name, page), "collection"))
        .map(members -> DeviceJson.collection(name, members))
        .fold(Problem::toResponse, json -> Response.ok(json.toString()).build());
  }

  @DELETE
  @Path("{name}")
  @Roles({ADMINISTRATOR, OPERATOR})
  public Response remove(@PathParam("name") String name) {
    return collections.remove(name).fold(Problem::toResponse, done -> Response.noContent().build());
  }

  @PUT
  @Path("{name}/devices/{device}")
  @Roles({ADMINISTRATOR, OPERATOR})
  public Response addMember(@PathParam("name") String name, @PathParam("device") String device) {
    return collections
        .addMember(name, device)
        .fold(Problem::toResponse, done -> Response.noContent().build());
  }

  @DELETE
  @Path("{name}/devices/{device}")
  @Roles({ADMINISTRATOR, OPERATOR})
  public Response removeMember(@PathParam("name") String name, @PathParam("device") String device) {
    return collections
        .removeMember(name, device)
        .fold(Problem::toResponse, done -> Response.noContent().build());
  }
}
