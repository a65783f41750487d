package org.scepter.registrationpoint;

import static org.scepter.platform.PersonRole.ADMINISTRATOR;
import static org.scepter.platform.PersonRole.AUDITOR;
import static org.scepter.platform.PersonRole.OPERATOR;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
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
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.scepter.platform.Access;
import org.scepter.platform.JsonAnswer;
import org.scepter.platform.JsonBody;
import org.scepter.platform.Listener;
import org.scepter.platform.NodeRole;
import org.scepter.platform.Page;
import org.scepter.platform.Problem;
import org.scepter.platform.Result;
import org.scepter.platform.Roles;

/** {@code /api/v1/challenges}: what was handed out and how it stands; never a secret. */
@Path("challenges")
@Access(who = Access.Who.PERSON, listeners = Listener.HTTPS, roles = NodeRole.CRP)
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class ChallengesResource {
  private final Challenges challenges;

  // For RESTEasy, which deploys no class without it.
  public ChallengesResource() {
    this(null);
  }

  @Inject
  public ChallengesResource(Challenges challenges) {
    this.challenges = challenges;
  }

  @GET
  @Roles({ADMINISTRATOR, OPERATOR, AUDITOR})
  public Response list(
      @QueryParam("device") String device,
      @QueryParam("profile") String profile,
      @QueryParam("state") String state,
      @QueryParam("contested") String contested,
      @QueryParam("after") String after,
      @QueryParam("limit") String limit) {
    return Page.of(after, limit)
        .then(page -> filter(device, profile, page))
        .then(filter -> inState(filter, state, "true".equals(contested)))
        .map(challenges::list)
        .map(
            page ->
                JsonAnswer.list(
                    new Page.Items<>(page.items(), page.next().map(ChallengeId::hex)),
                    ChallengesResource::json))
        .fold(Problem::toResponse, json -> Response.ok(json.toString()).build());
  }

  private static Result<ChallengeFilter> filter(String device, String profile, Page page) {
    Optional<ChallengeId> after = Optional.empty();
    if (!page.after().isEmpty()) {
      after = id(page.after());
      if (after.isEmpty()) {
        return Result.refused(
            Problem.invalid(
                List.of(new Problem.FieldFault("after", "must be what next said before"))));
      }
    }
    return Result.of(
        new ChallengeFilter(
            Optional.ofNullable(device),
            Optional.ofNullable(profile),
            Optional.empty(),
            false,
            after,
            page.limit()));
  }

  private static Result<ChallengeFilter> inState(
      ChallengeFilter filter, String state, boolean contested) {
    Optional<ChallengeState> found = ChallengeState.of(state == null ? "" : state);
    if (state != null && found.isEmpty()) {
      return Result.refused(
          Problem.invalid(
              List.of(
                  new Problem.FieldFault(
                      "state", "must be issued, bound, consumed, expired or revoked"))));
    }
    return Result.of(
        new ChallengeFilter(
            filter.device(), filter.profile(), found, contested, filter.after(), filter.limit()));
  }

  @POST
  @Path("{id}/revoke")
  @Consumes(MediaType.APPLICATION_JSON)
  @Roles({ADMINISTRATOR, OPERATOR})
  public Response revoke(@PathParam("id") String id, InputStream body) {
    return JsonBody.read(body)
        .then(Reasons::read)
        .fold(
            Problem::toResponse,
            reason -> act(id, found -> challenges.revoke(found, reason), "used or ended already"));
  }

  @POST
  @Path("{id}/free")
  @Roles({ADMINISTRATOR, OPERATOR})
  public Response free(@PathParam("id") String id) {
    return act(id, challenges::free, "not bound, or its life is over");
  }

  private Response act(String id, Predicate<ChallengeId> act, String otherwise) {
    Optional<ChallengeId> known = id(id).filter(challenges::isKnown);
    if (known.isEmpty()) {
      return Problem.of(Status.NOT_FOUND, "There is no such challenge.").toResponse();
    }
    return act.test(known.get())
        ? Response.noContent().build()
        : Problem.of(Status.CONFLICT, "The challenge is " + otherwise + ".").toResponse();
  }

  private static Optional<ChallengeId> id(String text) {
    try {
      return Optional.of(new ChallengeId(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static JsonObject json(ChallengeView challenge) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("id", challenge.id().hex())
            .add("state", challenge.state().text())
            .add("endpoint", challenge.expectation().endpoint().value())
            .add("device", challenge.expectation().device())
            .add("profile", challenge.expectation().profile())
            .add("subject", challenge.expectation().subject().text())
            .add("issuedAt", challenge.issuedAt().toString())
            .add("expiresAt", challenge.expiresAt().toString())
            .add("changedAt", challenge.changedAt().toString());
    challenge
        .binding()
        .ifPresent(
            binding ->
                json.add("boundKeySha256", binding.key().hex())
                    .add("boundAt", binding.at().toString()));
    challenge.revocation().ifPresent(revocation -> json.add("reason", revocation.why()));
    challenge.trouble().contestedAt().ifPresent(at -> json.add("contestedAt", at.toString()));
    if (challenge.trouble().failures() > 0) {
      json.add("failures", challenge.trouble().failures());
    }
    return json.build();
  }
}
