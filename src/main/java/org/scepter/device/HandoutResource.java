package org.scepter.device;

import static org.scepter.platform.PersonRole.ADMINISTRATOR;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Optional;
import org.scepter.platform.Access;
import org.scepter.platform.JsonAnswer;
import org.scepter.platform.JsonBody;
import org.scepter.platform.JsonFields;
import org.scepter.platform.Listener;
import org.scepter.platform.NodeRole;
import org.scepter.platform.Page;
import org.scepter.platform.Problem;
import org.scepter.platform.Result;
import org.scepter.platform.Roles;

/** {@code /api/v1/scep-profiles/{name}/challenges}: challenges for the devices of a collection. */
@Path("scep-profiles/{name}/challenges")
@Access(who = Access.Who.PERSON, listeners = Listener.HTTPS, roles = NodeRole.SITE)
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class HandoutResource {
  private final Handout handout;

  // For RESTEasy, which deploys no class without it.
  public HandoutResource() {
    this(null);
  }

  @Inject
  public HandoutResource(Handout handout) {
    this.handout = handout;
  }

  /** What an order names. */
  private record Order(String collection, Page page) {}

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Roles(ADMINISTRATOR)
  public Response hand(@PathParam("name") String profile, InputStream body) {
    return JsonBody.read(body)
        .then(HandoutResource::order)
        .then(
            order ->
                Result.found(handout.hand(order.collection(), profile, order.page()), "collection"))
        .map(given -> JsonAnswer.list(given, HandoutResource::json))
        .fold(
            Problem::toResponse,
            json -> Response.ok(json.toString()).header("Cache-Control", "no-store").build());
  }

  private static Result<Order> order(JsonFields fields) {
    Optional<String> collection = fields.needed("collection", 64);
    String after = fields.text("after", 64).orElse("");
    int limit = fields.integer("limit").orElse(50);
    if (limit < 1 || limit > Page.MAX_LIMIT) {
      fields.fault("limit", "must be 1 to " + Page.MAX_LIMIT);
    }
    return fields.orFaults(() -> new Order(collection.orElseThrow(), new Page(after, limit)));
  }

  private static JsonObject json(Handout.Given given) {
    return Json.createObjectBuilder()
        .add("device", given.device())
        .add("challenge", given.challenge().password().reveal())
        .add("challengeExpiresAt", given.challenge().expiresAt().toString())
        .build();
  }
}
