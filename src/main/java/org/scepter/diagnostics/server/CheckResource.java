package org.scepter.diagnostics.server;

import static org.scepter.platform.PersonRole.ADMINISTRATOR;
import static org.scepter.platform.PersonRole.AUDITOR;
import static org.scepter.platform.PersonRole.OPERATOR;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.scepter.diagnostics.CheckReport;
import org.scepter.diagnostics.Finding;
import org.scepter.platform.Access;
import org.scepter.platform.Listener;
import org.scepter.platform.NodeRole;
import org.scepter.platform.Problem;
import org.scepter.platform.Roles;

/**
 * {@code /api/v1/check}: GET tells what was found last, POST looks now. As JSON, or as the lines
 * that the command prints.
 */
@Path("check")
@Access(
    who = Access.Who.PERSON,
    listeners = Listener.HTTPS,
    roles = {NodeRole.CRP, NodeRole.SITE, NodeRole.CA})
@ApplicationScoped
public class CheckResource {
  private static final String TEXT = "text/plain;charset=UTF-8";

  private final ServerCheck check;

  // For RESTEasy, which deploys no class without it.
  public CheckResource() {
    this(null);
  }

  @Inject
  public CheckResource(ServerCheck check) {
    this.check = check;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Roles({ADMINISTRATOR, OPERATOR, AUDITOR})
  public Response last() {
    return last(CheckResource::json);
  }

  @GET
  @Produces(TEXT)
  @Roles({ADMINISTRATOR, OPERATOR, AUDITOR})
  public Response lastAsText() {
    return last(CheckReport::text);
  }

  @POST
  @Produces(MediaType.APPLICATION_JSON)
  @Roles({ADMINISTRATOR, OPERATOR})
  public Response now() {
    return now(CheckResource::json);
  }

  @POST
  @Produces(TEXT)
  @Roles({ADMINISTRATOR, OPERATOR})
  public Response nowAsText() {
    return now(CheckReport::text);
  }

  private Response last(Function<CheckReport, String> form) {
    return answer(
        check.last(),
        form,
        Problem.of(Status.NOT_FOUND, "Nothing was looked at since the start; POST looks."));
  }

  private Response now(Function<CheckReport, String> form) {
    return answer(
        check.now(), form, Problem.of(Status.CONFLICT, "A check runs already; see GET soon."));
  }

  private static Response answer(
      Optional<CheckReport> report, Function<CheckReport, String> form, Problem otherwise) {
    return report
        .map(form)
        .map(text -> Response.ok(text).header("Cache-Control", "no-store").build())
        .orElseGet(otherwise::toResponse);
  }

  private static String json(CheckReport report) {
    JsonArrayBuilder findings = Json.createArrayBuilder();
    report.findings().forEach(each -> findings.add(json(each)));
    return Json.createObjectBuilder()
        .add("checkedAt", report.at().toString())
        .add("worst", word(report.worst()))
        .add("findings", findings)
        .build()
        .toString();
  }

  private static JsonObject json(Finding finding) {
    return Json.createObjectBuilder()
        .add("level", word(finding.level()))
        .add("subject", finding.subject())
        .add("seen", finding.seen())
        .add("cure", finding.cure())
        .build();
  }

  private static String word(Finding.Level level) {
    return level.name().toLowerCase(Locale.ROOT);
  }
}
