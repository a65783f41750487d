package org.scepter.issuing.status;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import org.scepter.platform.Access;
import org.scepter.platform.Listener;
import org.scepter.platform.NodeRole;
import org.scepter.platform.Problem;

/** {@code /node/ca/ocsp}: an OCSP request in base64, which a node in front hands on. */
@Path("ca/ocsp")
@Access(who = Access.Who.NODE, listeners = Listener.INTERNAL, roles = NodeRole.CA)
@ApplicationScoped
public class NodeStatusResource {
  private static final int MAX_BODY = (StatusQuestion.MAX_LENGTH + 2) / 3 * 4;

  private final StatusResponder responder;

  // For RESTEasy, which deploys no class without it.
  public NodeStatusResource() {
    this(null);
  }

  @Inject
  public NodeStatusResource(StatusResponder responder) {
    this.responder = responder;
  }

  @POST
  @Consumes(MediaType.TEXT_PLAIN)
  public Response answer(InputStream body) throws IOException {
    byte[] text = body.readNBytes(MAX_BODY + 1);
    if (text.length > MAX_BODY) {
      return Problem.of(Response.Status.REQUEST_ENTITY_TOO_LARGE, "The request is too long.")
          .toResponse();
    }
    try {
      return Response.ok(
              responder.answer(Base64.getDecoder().decode(text)).response().bytes(),
              "application/ocsp-response")
          .header("Cache-Control", "no-store")
          .build();
    } catch (IllegalArgumentException e) {
      return Problem.of(Response.Status.BAD_REQUEST, "The body is not base64.").toResponse();
    }
  }
}
