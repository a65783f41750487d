package org.scepter.device.people;

import static org.scepter.platform.PersonRole.ADMINISTRATOR;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
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
import org.scepter.platform.PersonRole;
import org.scepter.platform.Problem;
import org.scepter.platform.Result;
import org.scepter.platform.Roles;

/** {@code /api/v1/tokens}. */
@Path("tokens")
@Access(who = Access.Who.PERSON, listeners = Listener.HTTPS, roles = NodeRole.SITE)
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class ApiTokensResource {

  private final ApiTokens tokens;

  // For RESTEasy, which deploys no class without it.
  public ApiTokensResource() {
    this(null);
  }

  @Inject
  public ApiTokensResource(ApiTokens tokens) {
    this.tokens = tokens;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Roles(ADMINISTRATOR)
  public Response create(InputStream body) {
    return tokens
        .create(JsonBody.read(body))
        .map(
            created ->
                Json.createObjectBuilder(json(created.apiToken()))
                    .add("token", created.token().reveal())
                    .build())
        .fold(
            Problem::toResponse,
            json ->
                Response.status(201)
                    .header("Cache-Control", "no-store")
                    .entity(json.toString())
                    .build());
  }

  @GET
  @Roles(ADMINISTRATOR)
  public Response list(@QueryParam("after") String after, @QueryParam("limit") String limit) {
    return Page.of(after, limit)
        .map(tokens::list)
        .map(items -> JsonAnswer.list(items, ApiTokensResource::json))
        .fold(Problem::toResponse, json -> Response.ok(json.toString()).build());
  }

  @GET
  @Path("{name}")
  @Roles(ADMINISTRATOR)
  public Response find(@PathParam("name") String name) {
    return Result.found(tokens.find(name), "API token")
        .map(ApiTokensResource::json)
        .fold(Problem::toResponse, json -> Response.ok(json.toString()).build());
  }

  @DELETE
  @Path("{name}")
  @Roles(ADMINISTRATOR)
  public Response remove(@PathParam("name") String name) {
    return tokens.remove(name).fold(Problem::toResponse, done -> Response.noContent().build());
  }

  private static JsonObject json(ApiToken token) {
    JsonArrayBuilder roles = Json.createArrayBuilder();
    token.roles().stream().map(PersonRole::realmName).sorted().forEach(roles::add);
    return Json.createObjectBuilder()
        .add("name", token.name())
        .add("roles", roles)
        .add("createdBy", token.createdBy())
        .add("createdAt", token.createdAt().toString())
        .add("expiresAt", token.expiresAt().toString())
        .build();
  }
}
