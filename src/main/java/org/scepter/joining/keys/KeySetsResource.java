package org.scepter.joining.keys;

import static org.scepter.platform.PersonRole.ADMINISTRATOR;
import static org.scepter.platform.PersonRole.AUDITOR;
import static org.scepter.platform.PersonRole.OPERATOR;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.scepter.issuing.succession.KeySetClaims;
import org.scepter.issuing.succession.KeySets;
import org.scepter.issuing.succession.PlannedKeySet;
import org.scepter.pki.Sha256;
import org.scepter.platform.Access;
import org.scepter.platform.JsonBody;
import org.scepter.platform.JsonFields;
import org.scepter.platform.Listener;
import org.scepter.platform.NodeRole;
import org.scepter.platform.Problem;
import org.scepter.platform.Result;
import org.scepter.platform.Roles;
import org.scepter.platform.ra.RaSet;

/** {@code /api/v1/ra-key-sets}: which sets the RA has, and the making of the next one. */
@Path("ra-key-sets")
@Access(who = Access.Who.PERSON, listeners = Listener.HTTPS, roles = NodeRole.CA)
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class KeySetsResource {
  private static final String ACTIVE_FROM = "activeFrom";
  private static final int MAX_WORD = 64;

  private final KeySets sets;

  // For RESTEasy, which deploys no class without it.
  public KeySetsResource() {
    this(null);
  }

  @Inject
  public KeySetsResource(KeySets sets) {
    this.sets = sets;
  }

  @GET
  @Roles({ADMINISTRATOR, OPERATOR, AUDITOR})
  public Response list() {
    sets.take();
    JsonArrayBuilder items = Json.createArrayBuilder();
    sets.all().forEach(each -> items.add(json(each)));
    return Response.ok(Json.createObjectBuilder().add("items", items).build().toString()).build();
  }

  private static JsonObjectBuilder json(KeySetClaims.Known known) {
    JsonObjectBuilder json = json(known.set());
    known.signing().map(Sha256::fingerprint).ifPresent(it -> json.add("signingFingerprint", it));
    return json;
  }

  private static JsonObjectBuilder json(RaSet set) {
    JsonObjectBuilder json =
        Json.createObjectBuilder().add("number", set.number()).add("authority", set.generation());
    set.activeFrom().ifPresent(at -> json.add(ACTIVE_FROM, at.toString()));
    return json;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Roles({ADMINISTRATOR, OPERATOR})
  public Response next(InputStream body) {
    return JsonBody.read(body)
        .then(KeySetsResource::activeFrom)
        .fold(Problem::toResponse, at -> answer(sets.next(at)));
  }

  private static Result<Instant> activeFrom(JsonFields fields) {
    Optional<Instant> at =
        fields
            .needed(ACTIVE_FROM, MAX_WORD)
            .flatMap(
                text -> {
                  try {
                    return Optional.of(Instant.parse(text));
                  } catch (DateTimeException e) {
                    fields.fault(ACTIVE_FROM, "must be an instant like 2026-12-01T00:00:00Z");
                    return Optional.empty();
                  }
                });
    return fields.orFaults(at::orElseThrow);
  }

  private static Response answer(PlannedKeySet planned) {
    if (planned.done().isPresent()) {
      return Response.status(Response.Status.CREATED)
          .entity(json(planned.done().get()).build().toString())
          .build();
    }
    String detail = planned.detail();
    String sentence = detail.substring(0, 1).toUpperCase(Locale.ROOT) + detail.substring(1) + ".";
    Problem problem =
        switch (planned.objection().orElseThrow()) {
          case BUSY -> Problem.conflict("Busy", sentence);
          case SCHEDULED_ALREADY, NOT_SCHEDULED, ROOT_OFFLINE ->
              Problem.conflict("Scheduled already", sentence);
          case PAST, GAP -> Problem.invalid(List.of(new Problem.FieldFault(ACTIVE_FROM, detail)));
        };
    return problem.toResponse();
  }
}
