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

/** {@code /api/v1/deployments}. */
@Path("deployments")
@Access(who = Access.Who.PERSON, listeners = Listener.HTTPS, roles = NodeRole.SITE)
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class DeploymentsResource {

  private final Deployments deployments;

  // For RESTEasy, which deploys no class without it.
  public DeploymentsResource() {
    this(null);
  }

  @Inject
  public DeploymentsResource(Deployments deployments) {
    this.deployments = deployments;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Roles({ADMINISTRATOR, OPERATOR})
  public Response create(InputStream body) {
    return deployments
        .create(JsonBody.read(body))
        .map(DeviceJson::deployment)
        .fold(Problem::toResponse, json -> Response.status(201).entity(json.toString()).build());
  }

  @GET
  @Roles({ADMINISTRATOR, OPERATOR, AUDITOR})
  public Response list(@QueryParam("after") String after, @QueryParam("limit") String limit) {
    return Page.of(after, limit)
        .map(deployments::list)
        .map(items -> JsonAnswer.list(items, DeviceJson::deployment))
        .fold(Problem::toResponse, json -> Response.ok(json.toString()).build());
  }

  @GET
  @Path("{id}")
  @Roles({ADMINISTRATOR, OPERATOR, AUDITOR})
  public Response find(@PathParam("id") String id) {
    return Result.found(deployments.find(id), "deployment")
        .map(DeviceJson::deployment)
        .fold(Problem::toResponse, json -> Response.ok(json.toString()).build());
  }

  @DELETE
  @Path("{id}")
  @Roles({ADMINISTRATOR, OPERATOR})
  public Response remove(@PathParam("id") String id) {
    return deployments.remove(id).fold(Problem::toResponse, done -> Response.noContent().build());
  }
}
