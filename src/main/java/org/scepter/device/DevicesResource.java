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
import java.time.Clock;
import org.scepter.platform.Access;
import org.scepter.platform.JsonAnswer;
import org.scepter.platform.JsonBody;
import org.scepter.platform.Listener;
import org.scepter.platform.NodeRole;
import org.scepter.platform.Page;
import org.scepter.platform.Problem;
import org.scepter.platform.Result;
import org.scepter.platform.Roles;

/** {@code /api/v1/devices}. */
@Path("devices")
@Access(who = Access.Who.PERSON, listeners = Listener.HTTPS, roles = NodeRole.SITE)
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class DevicesResource {

  private final Devices devices;
  private final Clock clock;

  // For RESTEasy, which deploys no class without it.
  public DevicesResource() {
    this(null, null);
  }

  @Inject
  public DevicesResource(Devices devices, Clock clock) {
    this.devices = devices;
    this.clock = clock;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Roles({ADMINISTRATOR, OPERATOR})
  public Response create(InputStream body) {
    return devices
        .create(JsonBody.read(body))
        .map(DeviceJson::created)
        .fold(
            Problem::toResponse,
            json ->
                Response.status(201)
                    .header("Cache-Control", "no-store")
                    .entity(json.toString())
                    .build());
  }

  @GET
  @Roles({ADMINISTRATOR, OPERATOR, AUDITOR})
  public Response list(@QueryParam("after") String after, @QueryParam("limit") String limit) {
    return Page.of(after, limit)
        .map(devices::list)
        .map(items -> JsonAnswer.list(items, DeviceJson::device))
        .fold(Problem::toResponse, json -> Response.ok(json.toString()).build());
  }

  @GET
  @Path("{name}")
  @Roles({ADMINISTRATOR, OPERATOR, AUDITOR})
  public Response find(@PathParam("name") String name) {
    return Result.found(devices.find(name), "device")
        .map(overview -> DeviceJson.overview(overview, clock.instant()))
        .fold(Problem::toResponse, json -> Response.ok(json.toString()).build());
  }

  @DELETE
  @Path("{name}")
  @Roles({ADMINISTRATOR, OPERATOR})
  public Response retire(@PathParam("name") String name) {
    return devices.retire(name).fold(Problem::toResponse, done -> Response.noContent().build());
  }

  @POST
  @Path("{name}/token")
  @Roles({ADMINISTRATOR, OPERATOR})
  public Response replaceToken(@PathParam("name") String name) {
    return devices
        .replaceToken(name)
        .map(DeviceJson::token)
        .fold(
            Problem::toResponse,
            json ->
                Response.status(201)
                    .header("Cache-Control", "no-store")
                    .entity(json.toString())
                    .build());
  }
}
