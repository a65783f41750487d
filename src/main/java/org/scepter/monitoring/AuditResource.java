package org.scepter.monitoring;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.scepter.monitoring.store.AuditStore;
import org.scepter.platform.Access;
import org.scepter.platform.Happening;
import org.scepter.platform.Listener;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PersonRole;
import org.scepter.platform.Problem;
import org.scepter.platform.Roles;

/** The audit trail for people: pages of it as JSON, all of it as CSV or JSON lines. */
@Path("audit")
@RequestScoped
@Access(
    who = Access.Who.PERSON,
    listeners = Listener.HTTPS,
    roles = {NodeRole.CRP, NodeRole.SITE, NodeRole.CA})
public class AuditResource {
  private static final String CSV = "text/csv";
  private static final String JSON_LINES = "application/jsonl";

  @Inject private AuditStore store;
  @Inject private Event<Happening> happenings;
  @Context private UriInfo uri;

  /**
   * One page. Parameters: {@code after} (an id), {@code limit} (1 to 500), {@code action}, {@code
   * object}, {@code outcome}, {@code since}, {@code until}.
   */
  @GET
  @Produces("application/json; qs=1.0")
  @Roles({PersonRole.AUDITOR, PersonRole.ADMINISTRATOR})
  public Response page() {
    AuditQueryReader reader = reader();
    AuditQuery query = reader.query();
    int limit = reader.limit();
    if (!reader.faults().isEmpty()) {
      return Problem.invalid(reader.faults()).toResponse();
    }
    List<AuditEntry> entries = store.page(query, limit);
    JsonArrayBuilder items = Json.createArrayBuilder();
    entries.forEach(entry -> items.add(AuditText.json(entry)));
    JsonObjectBuilder page = Json.createObjectBuilder().add("items", items);
    if (entries.size() == limit) {
      page.add("next", Long.toString(entries.get(limit - 1).id()));
    }
    return Response.ok(page.build().toString(), "application/json")
        .header("Cache-Control", "no-store")
        .build();
  }

  /** All entries that fit the parameters, for spreadsheets. */
  @GET
  @Produces(CSV + "; qs=0.5")
  @Roles({PersonRole.AUDITOR, PersonRole.ADMINISTRATOR})
  public Response csv() {
    return export(
        CSV + "; charset=utf-8; header=present", "csv", AuditText.csvHeader(), AuditText::csv);
  }

  /** All entries that fit the parameters, one JSON object in each line. */
  @GET
  @Produces(JSON_LINES + "; qs=0.4")
  @Roles({PersonRole.AUDITOR, PersonRole.ADMINISTRATOR})
  public Response lines() {
    return export(JSON_LINES, "jsonl", "", entry -> AuditText.json(entry) + "\n");
  }

  private Response export(
      String type, String suffix, String header, Function<AuditEntry, String> form) {
    AuditQueryReader reader = reader();
    AuditQuery query = reader.query();
    if (!reader.faults().isEmpty()) {
      return Problem.invalid(reader.faults()).toResponse();
    }
    happenings.fire(Happening.done("audit.export", "audit:" + suffix, ""));
    StreamingOutput body = out -> write(out, query, header, form);
    return Response.ok(body, type)
        .header("Cache-Control", "no-store")
        .header("Content-Disposition", "attachment; filename=\"audit." + suffix + "\"")
        .build();
  }

  /** Page by page, so that a trail of any length needs the memory and the transaction of one. */
  private void write(
      OutputStream out, AuditQuery query, String header, Function<AuditEntry, String> form)
      throws IOException {
    out.write(header.getBytes(StandardCharsets.UTF_8));
    AuditQuery next = query;
    List<AuditEntry> entries;
    do {
      entries = store.page(next, AuditQueryReader.MAX_LIMIT);
      for (AuditEntry entry : entries) {
        out.write(form.apply(entry).getBytes(StandardCharsets.UTF_8));
        next = next.behind(entry.id());
      }
    } while (entries.size() == AuditQueryReader.MAX_LIMIT);
  }

  private AuditQueryReader reader() {
    return new AuditQueryReader(name -> uri.getQueryParameters().getFirst(name));
  }
}
