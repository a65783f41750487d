package org.scepter.registrationpoint;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.scepter.enrolment.Authorised;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.Outcome;
import org.scepter.enrolment.Pending;
import org.scepter.enrolment.Polled;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.Verdict;
import org.scepter.pki.TransactionId;
import org.scepter.pki.UnreadableException;
import org.scepter.platform.Access;
import org.scepter.platform.CurrentTransaction;
import org.scepter.platform.JsonBody;
import org.scepter.platform.JsonFields;
import org.scepter.platform.Listener;
import org.scepter.platform.NodeRole;
import org.scepter.platform.Problem;
import org.scepter.platform.Result;
import org.scepter.platform.peer.ClientCertificate;
import org.scepter.platform.peer.EndpointGuard;

/**
 * {@code /CMCertificateRegistration}: the policy module's three calls from another server, and the
 * address of the self-health check. Microsoft's paths and statuses; the bodies are Scepter's own.
 */
@Path("/")
@Access(who = Access.Who.NODE, listeners = Listener.INTERNAL, roles = NodeRole.CRP)
@ApplicationScoped
public class CertificateRegistrationResource {
  @Context private HttpServletRequest request;

  private final RegistrationPoint registrationPoint;
  private final FrontDesk desk;
  private final AuthorisationSigner signer;
  private final RegistrationPointSettings settings;
  private final EndpointGuard guard;

  // For RESTEasy, which deploys no class without it.
  public CertificateRegistrationResource() {
    this(null, null, null, null, null);
  }

  @Inject
  public CertificateRegistrationResource(
      RegistrationPoint registrationPoint,
      FrontDesk desk,
      AuthorisationSigner signer,
      RegistrationPointSettings settings,
      EndpointGuard guard) {
    this.registrationPoint = registrationPoint;
    this.desk = desk;
    this.signer = signer;
    this.settings = settings;
    this.guard = guard;
  }

  /** What a browser with a registered certificate sees: there is nothing to browse. */
  @GET
  public Response browse() {
    return Problem.of(Status.FORBIDDEN, "The registration point answers the policy module's calls.")
        .toResponse();
  }

  /** That a registered node reaches the registration point through its listener. */
  @GET
  @Path("health")
  public Response health() {
    return answer(Status.OK, Json.createObjectBuilder().add("status", "online").build());
  }

  /** By which certificates authorisations are to be believed, for nodes that pin one of them. */
  @GET
  @Path("signers")
  public Response signers() {
    return answer(Status.OK, Json.createObjectBuilder().add("handover", signer.handover()).build());
  }

  @POST
  @Path("Certificate/VerifyRequest")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response verify(InputStream body) {
    return read(body)
        .then(fields -> new NodeCall(fields).question())
        .map(question -> CurrentTransaction.during(question.transaction(), () -> decide(question)))
        .fold(Problem::toResponse, verdict -> answer(Status.CREATED, verdict));
  }

  private JsonObject decide(NodeCall.Question question) {
    Optional<Refused> beyond =
        beyond("challenge.verify", question.endpoint(), question.transaction());
    if (beyond.isPresent()) {
      return beyond.get().accept(new ToJson());
    }
    Verdict verdict;
    try {
      verdict = desk.verify(question.read(), asker());
    } catch (UnreadableException e) {
      verdict =
          registrationPoint.unreadable(question.endpoint(), question.transaction(), e.getMessage());
    }
    return verdict.accept(new ToJson());
  }

  // The node asks for an endpoint that it is not registered for.
  private Optional<Refused> beyond(
      String action, EndpointName endpoint, TransactionId transaction) {
    return guard
        .obstacle(request, action, endpoint.value(), transaction.value())
        .map(why -> new Refused(RefusalReason.EndpointNotRegistered, why));
  }

  @POST
  @Path("Certificate/Poll")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response poll(InputStream body) {
    return read(body)
        .then(fields -> new NodeCall(fields).poll())
        .map(poll -> CurrentTransaction.during(poll.transaction(), () -> json(answer(poll))))
        .fold(Problem::toResponse, verdict -> answer(Status.OK, verdict));
  }

  private Polled answer(NodeCall.Poll poll) {
    return beyond("challenge.poll", poll.endpoint(), poll.transaction())
        .map(Polled::without)
        .orElseGet(
            () ->
                registrationPoint.poll(
                    poll.endpoint(), poll.transaction(), poll.signerKey(), asker()));
  }

  private JsonObject json(Polled polled) {
    JsonObjectBuilder json = Json.createObjectBuilder(polled.verdict().accept(new ToJson()));
    polled.message().ifPresent(message -> json.add("message", message.base64()));
    return json.build();
  }

  @POST
  @Path("Certificate/Notify")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response notify(InputStream body) {
    return read(body)
        .then(fields -> new NodeCall(fields).outcome())
        .map(outcome -> CurrentTransaction.during(outcome.transaction(), () -> received(outcome)))
        .fold(Problem::toResponse, response -> response);
  }

  private Response received(Outcome outcome) {
    return beyond("enrolment.notify", outcome.endpoint(), outcome.transaction())
        .map(
            refused ->
                new Problem(404, refused.reason().name(), refused.detail(), List.of()).toResponse())
        .orElseGet(() -> received(outcome, desk.notify(outcome)));
  }

  private Response received(Outcome outcome, FrontDesk.Told told) {
    // The device is told something else than the node told, for an authority outside says so.
    if (told.issuance() instanceof Verdict verdict && !told.issuance().equals(outcome.issuance())) {
      return answer(Status.OK, verdict.accept(new ToJson()));
    }
    return switch (told.reception()) {
      case RECORDED -> Response.noContent().header("Cache-Control", "no-store").build();
      case UNKNOWN ->
          Problem.of(Status.NOT_FOUND, "No such enrolment at this endpoint.").toResponse();
      case MISFIT ->
          Problem.of(Status.CONFLICT, "The certificate is not what was authorised.").toResponse();
    };
  }

  private Result<JsonFields> read(InputStream body) {
    return JsonBody.read(body, settings.maxBody());
  }

  private Asker asker() {
    return Asker.of(ClientCertificate.thumbprint(request).orElseThrow());
  }

  private static Response answer(Status status, JsonObject json) {
    return Response.status(status)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .header("Cache-Control", "no-store")
        .entity(json.toString())
        .build();
  }

  /** A verdict as nodes read it. */
  private final class ToJson implements Verdict.Handler<JsonObject> {
    @Override
    public JsonObject authorised(Authorised verdict) {
      JsonObjectBuilder json =
          Json.createObjectBuilder()
              .add("verdict", "authorised")
              .add("authorisation", signer.sign(verdict.authorisation()).base64());
      return verdict.reported() ? json.add("reported", true).build() : json.build();
    }

    @Override
    public JsonObject refused(Refused verdict) {
      return Json.createObjectBuilder()
          .add("verdict", "refused")
          .add("reason", verdict.reason().name())
          .add("detail", verdict.detail())
          .build();
    }

    @Override
    public JsonObject pending(Pending verdict) {
      return Json.createObjectBuilder()
          .add("verdict", "pending")
          .add("retryAfterSeconds", verdict.retryAfter().toSeconds())
          .build();
    }
  }
}
