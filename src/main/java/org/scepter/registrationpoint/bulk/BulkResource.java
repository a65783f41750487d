package org.scepter.registrationpoint.bulk;

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
import jakarta.ws.rs.DELETE;
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
import org.scepter.platform.Access;
import org.scepter.platform.JsonBody;
import org.scepter.platform.Listener;
import org.scepter.platform.NodeRole;
import org.scepter.platform.Problem;
import org.scepter.platform.RequestFacts;
import org.scepter.platform.Result;
import org.scepter.platform.Roles;

/** {@code /api/v1/challenge-runs}: one order for many challenges, and how far it is. */
@Path("challenge-runs")
@Access(who = Access.Who.PERSON, listeners = Listener.HTTPS, roles = NodeRole.CRP)
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class BulkResource {
  private static final int SHOWN = 100;

  private final BulkRuns runs;
  private final RequestFacts facts;

  // For RESTEasy, which deploys no class without it.
  public BulkResource() {
    this(null, null);
  }

  @Inject
  public BulkResource(BulkRuns runs, RequestFacts facts) {
    this.runs = runs;
    this.facts = facts;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Roles({ADMINISTRATOR, OPERATOR})
  public Response start(InputStream body) {
    return JsonBody.read(body)
        .then(fields -> new BulkOrderReader(fields).read())
        .fold(Problem::toResponse, this::started);
  }

  private Response started(BulkOrder order) {
    return runs.start(order, facts.caller().name())
        .map(run -> Response.status(Status.ACCEPTED).entity(json(run).toString()).build())
        .orElseGet(
            () ->
                Problem.of(Status.CONFLICT, BulkRuns.MAX_RUNNING + " runs are to be done already.")
                    .toResponse());
  }

  /** The newest hundred. */
  @GET
  @Roles({ADMINISTRATOR, OPERATOR, AUDITOR})
  public Response list() {
    JsonArrayBuilder items = Json.createArrayBuilder();
    runs.newest(SHOWN).forEach(run -> items.add(json(run)));
    return Response.ok(Json.createObjectBuilder().add("items", items).build().toString()).build();
  }

  @GET
  @Path("{id}")
  @Roles({ADMINISTRATOR, OPERATOR, AUDITOR})
  public Response find(@PathParam("id") String id) {
    return Result.found(runs.find(id), "run")
        .fold(Problem::toResponse, run -> Response.ok(json(run).toString()).build());
  }

  /** Leaves the rest undone. */
  @DELETE
  @Path("{id}")
  @Roles({ADMINISTRATOR, OPERATOR})
  public Response cancel(@PathParam("id") String id) {
    Optional<BulkRun> run = runs.find(id);
    if (run.isEmpty()) {
      return Problem.notFound("run").toResponse();
    }
    return runs.cancel(id)
        ? Response.noContent().build()
        : Problem.of(Status.CONFLICT, "The run has ended already.").toResponse();
  }

  private static JsonObject json(BulkRun run) {
    JsonArrayBuilder states = Json.createArrayBuilder();
    run.order().states().stream().sorted().forEach(state -> states.add(state.text()));
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("id", run.id())
            .add("act", run.order().act().text())
            .add("state", run.state().name().toLowerCase(Locale.ROOT))
            .add("states", states)
            .add("reason", run.order().why())
            .add("startedBy", run.startedBy())
            .add("startedAt", run.startedAt().toString())
            .add("changedAt", run.changedAt().toString())
            .add("total", run.total())
            .add("lookedAt", run.lookedAt())
            .add("done", run.done());
    run.order().profile().ifPresent(profile -> json.add("profile", profile));
    run.order().collection().ifPresent(collection -> json.add("collection", collection));
    if (run.order().act() == BulkAct.REISSUE) {
      json.add("lifetime", run.order().lifetime().toString());
    }
    return json.build();
  }
}
