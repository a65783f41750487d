package org.scepter.monitoring;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.scepter.platform.Access;
import org.scepter.platform.Listener;
import org.scepter.registrationpoint.health.CrpStatus;

/** Health for load balancers and monitoring: 200 with {@code UP}, 503 with {@code DOWN}. */
@Path("/")
@RequestScoped
@Access(who = Access.Who.NODE, listeners = Listener.INTERNAL)
@Produces(MediaType.APPLICATION_JSON)
public class HealthResource {
  @Inject private NodeState state;

  /** The application runs. */
  @GET
  @Path("live")
  public Response live() {
    JsonObjectBuilder json = Json.createObjectBuilder().add("status", "UP");
    return answer(Response.Status.OK, json);
  }

  /** The application runs and what it needs is there. */
  @GET
  @Path("ready")
  public Response ready() {
    return whole();
  }

  /** The same as ready. */
  @GET
  public Response whole() {
    Optional<Boolean> database = state.database();
    Optional<CrpStatus> crp = state.registrationPoint();
    boolean isReady = NodeState.isReady(database, crp);
    JsonArrayBuilder roles = Json.createArrayBuilder();
    state.roles().forEach(roles::add);
    JsonObjectBuilder json =
        Json.createObjectBuilder().add("status", word(isReady)).add("roles", roles);
    database.ifPresent(
        answers -> json.add("database", Json.createObjectBuilder().add("status", word(answers))));
    crp.ifPresent(status -> json.add("registrationPoint", json(status)));
    return answer(isReady ? Response.Status.OK : Response.Status.SERVICE_UNAVAILABLE, json);
  }

  private static String word(boolean isUp) {
    return isUp ? "UP" : "DOWN";
  }

  private static JsonObjectBuilder json(CrpStatus status) {
    JsonObjectBuilder json = Json.createObjectBuilder().add("status", status.code());
    if (status.code() != CrpStatus.UNDEFINED) {
      json.add("lastCheck", status.at().toString());
    }
    return json.add("reason", status.reason());
  }

  private static Response answer(Response.Status status, JsonObjectBuilder json) {
    return Response.status(status)
        .entity(json.build().toString())
        .header("Cache-Control", "no-store")
        .build();
  }
}
