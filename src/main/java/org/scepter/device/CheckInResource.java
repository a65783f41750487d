package org.scepter.device;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.scepter.device.document.CertificateOrder;
import org.scepter.device.document.DocumentForm;
import org.scepter.device.document.MediaTypes;
import org.scepter.platform.Access;
import org.scepter.platform.JsonBody;
import org.scepter.platform.Listener;
import org.scepter.platform.NodeRole;
import org.scepter.platform.Problem;
import org.scepter.platform.Result;

/** {@code /checkin/{device}}: the recogniser has let in that device and no other. */
@Path("{device}")
@Access(who = Access.Who.DEVICE, listeners = Listener.HTTPS, roles = NodeRole.SITE)
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class CheckInResource {
  private final CheckIn checkIn;
  private final Reports reports;
  private final Clock clock;

  // For RESTEasy, which deploys no class without it.
  public CheckInResource() {
    this(null, null, null);
  }

  @Inject
  public CheckInResource(CheckIn checkIn, Reports reports, Clock clock) {
    this.checkIn = checkIn;
    this.reports = reports;
    this.clock = clock;
  }

  @GET
  @Produces({
    MediaType.APPLICATION_JSON,
    MediaTypes.APPLE,
    MediaTypes.WINDOWS,
    MediaTypes.OMA_URIS,
    MediaTypes.CISCO_IOS,
    MediaTypes.SHELL,
    MediaTypes.CONFIGMGR,
    Problem.MEDIA_TYPE
  })
  public Response look(@PathParam("device") String device, @Context HttpHeaders headers) {
    return answer(device, checkIn.look(device, choice(headers)), false);
  }

  @POST
  @Produces({
    MediaType.APPLICATION_JSON,
    MediaTypes.APPLE,
    MediaTypes.WINDOWS,
    MediaTypes.OMA_URIS,
    MediaTypes.CISCO_IOS,
    MediaTypes.SHELL,
    MediaTypes.CONFIGMGR,
    Problem.MEDIA_TYPE
  })
  public Response checkIn(@PathParam("device") String device, @Context HttpHeaders headers) {
    return answer(device, checkIn.checkIn(device, choice(headers)), true);
  }

  private static FormChoice choice(HttpHeaders headers) {
    return new FormChoice(
        headers.getAcceptableMediaTypes().stream()
            .map(type -> type.getType() + "/" + type.getSubtype())
            .toList());
  }

  /** The device tells how a profile fares, and learns what does not fit. */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  public Response report(@PathParam("device") String device, InputStream body) {
    return reports
        .take(device, JsonBody.read(body))
        .map(
            findings ->
                Json.createObjectBuilder()
                    .add("findings", Json.createArrayBuilder(findings))
                    .build())
        .fold(
            Problem::toResponse,
            json -> Response.ok(json.toString()).header("Cache-Control", "no-store").build());
  }

  private Response answer(String device, Optional<CheckInAnswer> answer, boolean challenged) {
    return Result.found(answer, "device")
        .fold(
            Problem::toResponse,
            found ->
                found
                    .form()
                    .map(form -> document(device, form, found.orders(challenged)))
                    .orElseGet(() -> json(device, found.policies()))
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                    .header("X-Content-Type-Options", "nosniff")
                    .build());
  }

  private Response.ResponseBuilder json(String device, List<Policy> policies) {
    return Response.ok(
        PolicyJson.write(device, policies, clock.instant()).toString(), MediaType.APPLICATION_JSON);
  }

  // A document without an order would take away what is installed.
  private static Response.ResponseBuilder document(
      String device, DocumentForm form, List<CertificateOrder> orders) {
    return orders.isEmpty()
        ? Response.noContent()
        : Response.ok(form.write(device, orders), form.mediaType())
            .header(
                HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename=\"" + form.fileName(device) + "\"");
  }
}
