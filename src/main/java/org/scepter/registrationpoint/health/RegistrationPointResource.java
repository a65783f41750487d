package org.scepter.registrationpoint.health;

import static org.scepter.platform.PersonRole.ADMINISTRATOR;
import static org.scepter.platform.PersonRole.AUDITOR;
import static org.scepter.platform.PersonRole.OPERATOR;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.scepter.platform.Access;
import org.scepter.platform.Listener;
import org.scepter.platform.NodeRole;
import org.scepter.platform.Roles;
import org.scepter.registrationpoint.ChallengeState;

/** {@code /api/v1/registration-point}: how this server's registration point stands. */
@Path("registration-point")
@Access(who = Access.Who.PERSON, listeners = Listener.HTTPS, roles = NodeRole.CRP)
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class RegistrationPointResource {
  private static final System.Logger LOG =
      System.getLogger(RegistrationPointResource.class.getName());

  private final CrpHealth health;
  private final ChallengeCounts counts;

  // For RESTEasy, which deploys no class without it.
  public RegistrationPointResource() {
    this(null, null);
  }

  @Inject
  public RegistrationPointResource(CrpHealth health, ChallengeCounts counts) {
    this.health = health;
    this.counts = counts;
  }

  @GET
  @Roles({ADMINISTRATOR, OPERATOR, AUDITOR})
  public Response status() {
    return answer(health.current());
  }

  /** Checks now. */
  @POST
  @Path("check")
  @Roles({ADMINISTRATOR, OPERATOR})
  public Response check() {
    return answer(health.checkNow());
  }

  private Response answer(CrpStatus status) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("status", status.code())
            .add("statusText", status.word())
            .add("reason", status.reason());
    challenges().ifPresent(challenges -> json.add("challenges", challenges));
    if (status.code() != CrpStatus.UNDEFINED) {
      json.add("lastCheck", status.at().toString());
    }
    return Response.ok(json.build().toString()).header("Cache-Control", "no-store").build();
  }

  // A database that is away is one of the faults that are told here.
  private Optional<JsonObjectBuilder> challenges() {
    try {
      ChallengeCounts.Count count = counts.now();
      JsonObjectBuilder challenges = Json.createObjectBuilder();
      for (ChallengeState state : ChallengeState.values()) {
        challenges.add(state.text(), count.byState().get(state));
      }
      return Optional.of(challenges.add("contested", count.contested()));
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "the challenges could not be counted", e);
      return Optional.empty();
    }
  }
}
