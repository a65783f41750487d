package org.scepter.profile;

import static org.scepter.platform.PersonRole.ADMINISTRATOR;
import static org.scepter.platform.PersonRole.AUDITOR;
import static org.scepter.platform.PersonRole.OPERATOR;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
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

/** {@code /api/v1/scep-profiles}. */
@Path("scep-profiles")
@Access(who = Access.Who.PERSON, listeners = Listener.HTTPS, roles = NodeRole.SITE)
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class ScepProfilesResource {
  private final Profiles profiles;

  // For RESTEasy, which deploys no class without it.
  public ScepProfilesResource() {
    this(null);
  }

  @Inject
  public ScepProfilesResource(Profiles profiles) {
    this.profiles = profiles;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Roles(ADMINISTRATOR)
  public Response create(InputStream body) {
    return profiles
        .create(JsonBody.read(body))
        .map(ScepProfileJson::write)
        .fold(Problem::toResponse, json -> Response.status(201).entity(json.toString()).build());
  }

  @GET
  @Roles({ADMINISTRATOR, OPERATOR, AUDITOR})
  public Response list(@QueryParam("after") String after, @QueryParam("limit") String limit) {
    return Page.of(after, limit)
        .map(profiles::list)
        .map(items -> JsonAnswer.list(items, ScepProfileJson::write))
        .fold(Problem::toResponse, json -> Response.ok(json.toString()).build());
  }

  @GET
  @Path("{name}")
  @Roles({ADMINISTRATOR, OPERATOR, AUDITOR})
  public Response find(@PathParam("name") String name) {
    return Result.found(profiles.find(name), "SCEP profile")
        .map(ScepProfileJson::write)
        .fold(Problem::toResponse, json -> Response.ok(json.toString()).build());
  }

  @DELETE
  @Path("{name}")
  @Roles(ADMINISTRATOR)
  public Response remove(@PathParam("name") String name) {
    return profiles.remove(name).fold(Problem::toResponse, done -> Response.noContent().build());
  }
}
