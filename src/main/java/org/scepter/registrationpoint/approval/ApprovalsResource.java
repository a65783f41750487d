package org.scepter.registrationpoint.approval;

import static org.scepter.platform.PersonRole.ADMINISTRATOR;
import static org.scepter.platform.PersonRole.AUDITOR;
import static org.scepter.platform.PersonRole.OPERATOR;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.scepter.enrolment.EnrolmentId;
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
import org.scepter.registrationpoint.Revocation;

/** {@code /api/v1/approvals}: requests that wait for an operator's word; never a secret. */
@Path("approvals")
@Access(who = Access.Who.PERSON, listeners = Listener.HTTPS, roles = NodeRole.CRP)
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class ApprovalsResource {
  private final Approvals approvals;

  // For RESTEasy, which deploys no class without it.
  public ApprovalsResource() {
    this(null);
  }

  @Inject
  public ApprovalsResource(Approvals approvals) {
    this.approvals = approvals;
  }

  @GET
  @Roles({ADMINISTRATOR, OPERATOR, AUDITOR})
  public Response list(
      @QueryParam("state") String state,
      @QueryParam("after") String after,
      @QueryParam("limit") String limit) {
    return Page.of(after, limit)
        .then(page -> filter(state, page))
        .map(approvals::list)
        .map(items -> JsonAnswer.list(items, ApprovalView::json))
        .fold(Problem::toResponse, json -> Response.ok(json.toString()).build());
  }

  private static Result<WaitingFilter> filter(String written, Page page) {
    Optional<WaitingState> state =
        Arrays.stream(WaitingState.values())
            .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(written))
            .findFirst();
    if (written != null && state.isEmpty()) {
      return invalid("state", "must be waiting, approved, denied or expired");
    }
    Optional<EnrolmentId> after = id(page.after());
    if (!page.after().isEmpty() && after.isEmpty()) {
      return invalid("after", "must be what next said before");
    }
    return Result.of(new WaitingFilter(state, after, page.limit()));
  }

  private static Result<WaitingFilter> invalid(String field, String fault) {
    return Result.refused(Problem.invalid(List.of(new Problem.FieldFault(field, fault))));
  }

  @GET
  @Path("{id}")
  @Roles({ADMINISTRATOR, OPERATOR, AUDITOR})
  public Response one(@PathParam("id") String id) {
    return id(id)
        .flatMap(approvals::find)
        .map(found -> Response.ok(found.json().toString()).build())
        .orElseGet(ApprovalsResource::missing);
  }

  @POST
  @Path("{id}/approve")
  @Roles({ADMINISTRATOR, OPERATOR})
  public Response approve(@PathParam("id") String id) {
    return decide(id, approvals::approve);
  }

  @POST
  @Path("{id}/deny")
  @Consumes(MediaType.APPLICATION_JSON)
  @Roles({ADMINISTRATOR, OPERATOR})
  public Response deny(@PathParam("id") String id, InputStream body) {
    return JsonBody.read(body)
        .then(ApprovalsResource::reason)
        .fold(Problem::toResponse, reason -> decide(id, found -> approvals.deny(found, reason)));
  }

  private static Result<String> reason(JsonFields fields) {
    Optional<String> reason = fields.needed("reason", Revocation.MAX_LENGTH);
    if (reason
        .filter(text -> text.isBlank() || text.chars().anyMatch(Character::isISOControl))
        .isPresent()) {
      fields.fault("reason", "must be a line of text");
    }
    return fields.orFaults(reason::orElseThrow);
  }

  private Response decide(String written, Predicate<EnrolmentId> decision) {
    Optional<EnrolmentId> known = id(written).filter(id -> approvals.find(id).isPresent());
    if (known.isEmpty()) {
      return missing();
    }
    return decision.test(known.get())
        ? Response.noContent().build()
        : Problem.of(Status.CONFLICT, "The request was decided before, or its time is over.")
            .toResponse();
  }

  private static Response missing() {
    return Problem.of(Status.NOT_FOUND, "There is no such request.").toResponse();
  }

  private static Optional<EnrolmentId> id(String text) {
    try {
      return Optional.of(new EnrolmentId(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
