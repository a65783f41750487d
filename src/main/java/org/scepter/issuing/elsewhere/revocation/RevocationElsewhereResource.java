package org.scepter.issuing.elsewhere.revocation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.io.InputStream;
import java.time.Clock;
import java.util.Optional;
import org.scepter.issuing.CertificateRecords;
import org.scepter.issuing.CertificateView;
import org.scepter.issuing.elsewhere.revocation.RevocationOrder.State;
import org.scepter.platform.Access;
import org.scepter.platform.Happening;
import org.scepter.platform.JsonBody;
import org.scepter.platform.JsonFields;
import org.scepter.platform.Listener;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PersonRole;
import org.scepter.platform.Problem;
import org.scepter.platform.Result;
import org.scepter.platform.Roles;

/**
 * Takes somebody's word about a revocation that another CA has not made: it is done there, or it is
 * to be told again.
 */
@Path("certificates/{serial}/revocation-elsewhere")
@ApplicationScoped
@Access(who = Access.Who.PERSON, listeners = Listener.HTTPS, roles = NodeRole.CA)
public class RevocationElsewhereResource {
  private static final int MAX_WORD = 16;

  private final CertificateRecords records;
  private final RevocationOrderBook book;
  private final Event<Happening> happenings;
  private final Clock clock;

  public RevocationElsewhereResource() {
    this(null, null, null, null);
  }

  @Inject
  public RevocationElsewhereResource(
      CertificateRecords records,
      RevocationOrderBook book,
      Event<Happening> happenings,
      Clock clock) {
    this.records = records;
    this.book = book;
    this.happenings = happenings;
    this.clock = clock;
  }

  @POST
  @Roles({PersonRole.ADMINISTRATOR, PersonRole.OPERATOR})
  @Consumes(MediaType.APPLICATION_JSON)
  public Response decide(@PathParam("serial") String serial, InputStream body) {
    return JsonBody.read(body)
        .then(RevocationElsewhereResource::state)
        .fold(Problem::toResponse, state -> decide(serial, state));
  }

  private static Result<State> state(JsonFields fields) {
    String word = fields.needed("state", MAX_WORD).orElse("");
    if (!word.equals("done") && !word.equals("again")) {
      fields.fault("state", "must be done or again");
    }
    return fields.orFaults(() -> word.equals("done") ? State.DONE : State.OPEN);
  }

  private Response decide(String serial, State state) {
    Optional<CertificateView> found = records.named(serial);
    if (found.isEmpty()) {
      return Problem.of(Status.NOT_FOUND, "There is no such certificate.").toResponse();
    }
    if (!book.decide(found.get().id(), state, clock.instant())) {
      return Problem.of(Status.CONFLICT, "No other CA has still to revoke it.").toResponse();
    }
    happenings.fire(
        new Happening(
            RevocationsElsewhere.ACTION,
            "certificate:" + found.get().serial().hex(),
            Happening.Outcome.DONE,
            state == State.DONE ? "ByHand: somebody has revoked it there" : "it is told again",
            ""));
    return Response.noContent().build();
  }
}
