package org.scepter.profile;

import static org.scepter.platform.PersonRole.ADMINISTRATOR;
import static org.scepter.platform.PersonRole.AUDITOR;
import static org.scepter.platform.PersonRole.OPERATOR;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
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
import org.scepter.platform.Problem;
import org.scepter.platform.Result;
import org.scepter.platform.Roles;

/** {@code /api/v1/trusted-root-profiles}. */
@Path("trusted-root-profiles")
@Access(who = Access.Who.PERSON, listeners = Listener.HTTPS, roles = NodeRole.SITE)
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class TrustedRootProfilesResource {
  private final TrustedRoots roots;

  // For RESTEasy, which deploys no class without it.
  public TrustedRootProfilesResource() {
    this(null);
  }

  @Inject
  public TrustedRootProfilesResource(TrustedRoots roots) {
    this.roots = roots;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Roles(ADMINISTRATOR)
  public Response create(InputStream body) {
    return roots
        .create(JsonBody.read(body))
        .map(TrustedRootProfilesResource::json)
        .fold(Problem::toResponse, json -> Response.status(201).entity(json.toString()).build());
  }

  @GET
  @Roles({ADMINISTRATOR, OPERATOR, AUDITOR})
  public Response list(@QueryParam("after") String after, @QueryParam("limit") String limit) {
    return Page.of(after, limit)
        .map(roots::list)
        .map(items -> JsonAnswer.list(items, TrustedRootProfilesResource::json))
        .fold(Problem::toResponse, json -> Response.ok(json.toString()).build());
  }

  @GET
  @Path("{name}")
  @Roles({ADMINISTRATOR, OPERATOR, AUDITOR})
  public Response find(@PathParam("name") String name) {
    return Result.found(roots.find(name), "trusted-root profile")
        .map(TrustedRootProfilesResource::json)
        .fold(Problem::toResponse, json -> Response.ok(json.toString()).build());
  }

  @DELETE
  @Path("{name}")
  @Roles(ADMINISTRATOR)
  public Response remove(@PathParam("name") String name) {
    return roots.remove(name).fold(Problem::toResponse, done -> Response.noContent().build());
  }

  private static JsonObject json(TrustedRoot root) {
    return Json.createObjectBuilder()
        .add("name", root.name())
        .add("description", root.description())
        .add("subject", root.subject())
        .add("notAfter", root.notAfter().toString())
        .add("sha1", root.certificate().thumbprint().hex())
        .add("sha256", root.certificate().sha256().hex())
        .add("certificate", root.certificate().base64())
        .build();
  }
}
