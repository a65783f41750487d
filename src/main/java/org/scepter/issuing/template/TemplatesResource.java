package org.scepter.issuing.template;

import static org.scepter.platform.PersonRole.ADMINISTRATOR;
import static org.scepter.platform.PersonRole.AUDITOR;
import static org.scepter.platform.PersonRole.OPERATOR;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonWriterFactory;
import jakarta.json.stream.JsonGenerator;
import jakarta.ws.rs.Consumes;
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
import java.io.StringWriter;
import java.util.Map;
import java.util.Optional;
import org.scepter.platform.Access;
import org.scepter.platform.JsonAnswer;
import org.scepter.platform.JsonBody;
import org.scepter.platform.Listener;
import org.scepter.platform.NodeRole;
import org.scepter.platform.Page;
import org.scepter.platform.Problem;
import org.scepter.platform.RequestFacts;
import org.scepter.platform.Result;
import org.scepter.platform.Roles;

/** {@code /api/v1/templates}. */
@Path("templates")
@Access(who = Access.Who.PERSON, listeners = Listener.HTTPS, roles = NodeRole.CA)
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class TemplatesResource {
  // As many of the largest templates as there can be are no file for people.
  private static final int MAX_FILE = 1_048_576;
  private static final JsonWriterFactory READABLE =
      Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true));

  private final TemplateBook book;
  private final RequestFacts facts;

  // For RESTEasy, which deploys no class without it.
  public TemplatesResource() {
    this(null, null);
  }

  @Inject
  public TemplatesResource(TemplateBook book, RequestFacts facts) {
    this.book = book;
    this.facts = facts;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Roles(ADMINISTRATOR)
  public Response create(InputStream body) {
    return book.create(JsonBody.read(body))
        .map(TemplateJson::write)
        .fold(Problem::toResponse, json -> Response.status(201).entity(json.toString()).build());
  }

  @GET
  @Roles({ADMINISTRATOR, OPERATOR, AUDITOR})
  public Response list(@QueryParam("after") String after, @QueryParam("limit") String limit) {
    return Page.of(after, limit)
        .map(page -> book.list(page, facts.caller()))
        .map(items -> JsonAnswer.list(items, TemplateJson::write))
        .fold(Problem::toResponse, TemplatesResource::ok);
  }

  @GET
  @Path("{name}")
  @Roles({ADMINISTRATOR, OPERATOR, AUDITOR})
  public Response find(@PathParam("name") String name, @QueryParam("version") String version) {
    return version(version)
        .then(wanted -> Result.found(book.find(name, wanted, facts.caller()), "template"))
        .map(TemplateJson::write)
        .fold(Problem::toResponse, TemplatesResource::ok);
  }

  private static Result<Optional<Integer>> version(String written) {
    if (written == null) {
      return Result.of(Optional.empty());
    }
    return written.matches("[1-9][0-9]{0,8}")
        ? Result.of(Optional.of(Integer.valueOf(written)))
        : Result.refused(Problem.notFound("version"));
  }

  @PUT
  @Path("{name}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Roles(ADMINISTRATOR)
  public Response change(@PathParam("name") String name, InputStream body) {
    return book.change(name, JsonBody.read(body))
        .map(TemplateJson::write)
        .fold(Problem::toResponse, TemplatesResource::ok);
  }

  @POST
  @Path("{name}/publish")
  @Roles(ADMINISTRATOR)
  public Response publish(@PathParam("name") String name) {
    return published(name, true);
  }

  @POST
  @Path("{name}/withdraw")
  @Roles(ADMINISTRATOR)
  public Response withdraw(@PathParam("name") String name) {
    return published(name, false);
  }

  private Response published(String name, boolean published) {
    return book.publish(name, published)
        .map(TemplateJson::write)
        .fold(Problem::toResponse, TemplatesResource::ok);
  }

  /** All templates as one file, in lines for people. */
  @GET
  @Path("export")
  @Roles({ADMINISTRATOR, AUDITOR})
  public Response export() {
    StringWriter text = new StringWriter();
    READABLE.createWriter(text).writeObject(book.export());
    return Response.ok(text.toString().strip() + "\n")
        .header("Content-Disposition", "attachment; filename=\"templates.json\"")
        .header("Cache-Control", "no-store")
        .build();
  }

  /** Takes such a file: all of it or nothing. */
  @POST
  @Path("import")
  @Consumes(MediaType.APPLICATION_JSON)
  @Roles(ADMINISTRATOR)
  public Response take(InputStream body) {
    return book.take(JsonBody.read(body, MAX_FILE))
        .map(TemplatesResource::json)
        .fold(Problem::toResponse, TemplatesResource::ok);
  }

  private static JsonObject json(TemplateFile.Taken taken) {
    return Json.createObjectBuilder()
        .add("created", Json.createArrayBuilder(taken.created()))
        .add("changed", Json.createArrayBuilder(taken.changed()))
        .add("unchanged", Json.createArrayBuilder(taken.unchanged()))
        .build();
  }

  private static Response ok(JsonObject json) {
    return Response.ok(json.toString()).header("Cache-Control", "no-store").build();
  }
}
