package org.scepter.issuing.status;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.scepter.issuing.remote.RelayedStatuses;
import org.scepter.issuing.status.StatusAnswer.Refusal;
import org.scepter.issuing.status.StatusAnswer.Validity;
import org.scepter.platform.Access;
import org.scepter.platform.Listener;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;

/**
 * {@code /ocsp}: how a certificate stands, as RFC 6960 appendix A has it over HTTP, with the
 * headers for caches of RFC 5019 §6.
 */
@Path("/")
@ApplicationScoped
@Access(
    who = Access.Who.ANYONE,
    listeners = {Listener.HTTP, Listener.HTTPS},
    roles = {NodeRole.CA, NodeRole.NDES})
public class OcspResource {
  private static final String REQUEST = "application/ocsp-request";
  private static final String RESPONSE = "application/ocsp-response";
  private static final Duration LONGEST_CACHING = Duration.ofHours(1);

  @Context private HttpServletRequest servlet;

  private final PlatformSettings platform;
  private final StatusResponder responder;
  private final RelayedStatuses relay;
  private final Clock clock;

  // For RESTEasy, which deploys no class without it.
  public OcspResource() {
    this(null, null, null, null);
  }

  @Inject
  public OcspResource(
      PlatformSettings platform, StatusResponder responder, RelayedStatuses relay, Clock clock) {
    this.platform = platform;
    this.responder = responder;
    this.relay = relay;
    this.clock = clock;
  }

  @POST
  @Consumes(REQUEST)
  public Response post(InputStream body) throws IOException {
    // One byte more than is read tells that it is too long.
    byte[] request = body.readNBytes(StatusQuestion.MAX_LENGTH + 1);
    return response(answer(request)).build();
  }

  @GET
  @Path("{request: .+}")
  public Response get(@Context Request conditions) {
    Optional<byte[]> request = GetAddress.request(servlet.getRequestURI());
    StatusAnswer answer = request.map(this::answer).orElseGet(Refusal.MALFORMED_REQUEST::answer);
    return answer
        .shared()
        .map(validity -> shared(answer, validity, conditions))
        .orElseGet(() -> response(answer))
        .build();
  }

  private StatusAnswer answer(byte[] request) {
    return platform.has(NodeRole.CA) ? responder.answer(request) : relay.answer(request);
  }

  // No cache may keep what is no answer (RFC 5019 §6.2), and none needs what answers one nonce.
  private static ResponseBuilder response(StatusAnswer answer) {
    return Response.ok(answer.response().bytes(), RESPONSE)
        .header("Cache-Control", answer.isAuthoritative() ? "max-age=0, no-transform" : "no-store");
  }

  private ResponseBuilder shared(StatusAnswer answer, Validity validity, Request conditions) {
    EntityTag tag = new EntityTag(answer.response().sha256().hex());
    Date made = Date.from(validity.thisUpdate());
    ResponseBuilder unchanged = conditions.evaluatePreconditions(made, tag);
    ResponseBuilder response =
        unchanged == null ? Response.ok(answer.response().bytes(), RESPONSE) : unchanged;
    return response
        .tag(tag)
        .lastModified(made)
        .expires(Date.from(validity.nextUpdate()))
        .header(
            "Cache-Control",
            "max-age=" + age(validity) + ", public, no-transform, must-revalidate");
  }

  private long age(Validity validity) {
    Instant now = clock.instant();
    Duration left = Duration.between(now, validity.nextUpdate());
    return Math.max(0, (left.compareTo(LONGEST_CACHING) < 0 ? left : LONGEST_CACHING).toSeconds());
  }
}
