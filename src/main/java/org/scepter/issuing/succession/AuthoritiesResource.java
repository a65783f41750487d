package org.scepter.issuing.succession;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.scepter.issuing.AuthorityCertificate;
import org.scepter.issuing.AuthorityKeys;
import org.scepter.issuing.Generation;
import org.scepter.pki.SubjectName;
import org.scepter.pki.UnreadableException;
import org.scepter.platform.Access;
import org.scepter.platform.JsonBody;
import org.scepter.platform.Listener;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PersonRole;
import org.scepter.platform.Problem;
import org.scepter.platform.Roles;

/** The issuing CAs that follow each other, for people. */
@Path("authorities")
@ApplicationScoped
@Access(who = Access.Who.PERSON, listeners = Listener.HTTPS, roles = NodeRole.CA)
public class AuthoritiesResource {
  private final AuthorityKeys keys;
  private final PlannedSuccession succession;
  private final Clock clock;

  public AuthoritiesResource() {
    this(null, null, null);
  }

  @Inject
  public AuthoritiesResource(AuthorityKeys keys, PlannedSuccession succession, Clock clock) {
    this.keys = keys;
    this.succession = succession;
    this.clock = clock;
  }

  @GET
  @Roles({PersonRole.ADMINISTRATOR, PersonRole.OPERATOR, PersonRole.AUDITOR})
  @Produces(MediaType.APPLICATION_JSON)
  public Response list() {
    JsonArrayBuilder items = Json.createArrayBuilder();
    views().forEach(view -> items.add(json(view)));
    return Response.ok(Json.createObjectBuilder().add("items", items).build().toString()).build();
  }

  @POST
  @Path("next")
  @Roles({PersonRole.ADMINISTRATOR, PersonRole.OPERATOR})
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public Response schedule(InputStream body) {
    return JsonBody.read(body)
        .then(TakeoverReader::read)
        .fold(Problem::toResponse, wanted -> answer(succession.schedule(wanted)));
  }

  private Response answer(Planned planned) {
    if (planned.done().isEmpty()) {
      return refused(planned);
    }
    int number = planned.done().get().number();
    AuthorityView made =
        views().stream().filter(view -> view.number() == number).findFirst().orElseThrow();
    return Response.status(Response.Status.CREATED).entity(json(made).build().toString()).build();
  }

  @DELETE
  @Path("next")
  @Roles({PersonRole.ADMINISTRATOR, PersonRole.OPERATOR})
  public Response withdraw() {
    Planned planned = succession.withdraw();
    return planned.done().isPresent() ? Response.noContent().build() : refused(planned);
  }

  private static Response refused(Planned planned) {
    Problem problem =
        switch (planned.objection().orElseThrow()) {
          case BUSY -> Problem.conflict("Busy", sentence(planned));
          case SCHEDULED_ALREADY -> Problem.conflict("Scheduled already", sentence(planned));
          case ROOT_OFFLINE -> Problem.conflict("Root offline", sentence(planned));
          case NOT_SCHEDULED -> Problem.of(Response.Status.NOT_FOUND, sentence(planned));
          case PAST, GAP ->
              Problem.invalid(
                  List.of(new Problem.FieldFault(TakeoverReader.ACTIVE_FROM, planned.detail())));
        };
    return problem.toResponse();
  }

  private static String sentence(Planned planned) {
    String detail = planned.detail();
    return detail.substring(0, 1).toUpperCase(Locale.ROOT) + detail.substring(1) + ".";
  }

  private List<AuthorityView> views() {
    Instant now = clock.instant();
    List<Generation> inForce = keys.generations();
    Generation current = keys.current(now);
    return keys.published().stream()
        .map(each -> AuthorityView.of(each, inForce, current, now))
        .toList();
  }

  private static JsonObjectBuilder json(AuthorityView view) {
    AuthorityCertificate certificate = view.certificate();
    return Json.createObjectBuilder()
        .add("number", view.number())
        .add("state", view.state().name().toLowerCase(Locale.ROOT))
        .add("subject", name(certificate))
        .add("fingerprint", certificate.certificate().sha256().fingerprint())
        .add("thumbprint", certificate.thumbprint().hex())
        .add("activeFrom", view.activeFrom().toString())
        .add("retiresAt", view.retiresAt().toString())
        .add("notAfter", certificate.notAfter().toString());
  }

  private static String name(AuthorityCertificate certificate) {
    try {
      return SubjectName.fromDer(certificate.subject().bytes()).text();
    } catch (UnreadableException e) {
      throw new IllegalStateException("a CA's own name can be read", e);
    }
  }
}
