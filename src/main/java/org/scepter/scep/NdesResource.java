package org.scepter.scep;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.scepter.platform.Access;
import org.scepter.platform.Listener;
import org.scepter.platform.NodeRole;

/** A SCEP endpoint; {@link ScepPathFilter} brings every path of NDES here. */
@Path("{endpoint}")
@Access(
    who = Access.Who.ANYONE,
    listeners = {Listener.HTTP, Listener.HTTPS},
    roles = NodeRole.NDES)
@ApplicationScoped
public class NdesResource {
  private static final int RETRY_AFTER_SECONDS = 30;

  private final ScepFace face;

  /** Public because RESTEasy looks for such a one before it leaves the making to CDI. */
  public NdesResource() {
    this(null);
  }

  @Inject
  public NdesResource(ScepFace face) {
    this.face = face;
  }

  @GET
  public Response get(@PathParam("endpoint") String endpoint, @Context HttpServletRequest request) {
    return response(face.get(endpoint, query(request)));
  }

  // Without it JAX-RS would answer HEAD by calling GET, and a PKIOperation would take effect.
  @HEAD
  public Response head(
      @PathParam("endpoint") String endpoint, @Context HttpServletRequest request) {
    return response(face.head(endpoint, query(request)));
  }

  @POST
  public Response post(
      @PathParam("endpoint") String endpoint,
      @Context HttpServletRequest request,
      InputStream body) {
    return response(face.post(endpoint, query(request), body, request.getContentLengthLong()));
  }

  private static String query(HttpServletRequest request) {
    return (String) request.getAttribute(CanonicalRequest.QUERY);
  }

  // Content-Length is set by hand: without it longer answers come in chunks, which old devices
  // cannot read. HEAD has the body too: the server drops it, but without one Payara sends its own.
  private static Response response(Answer answer) {
    Response.ResponseBuilder response =
        Response.status(answer.status())
            .header(HttpHeaders.CONTENT_TYPE, answer.mediaType())
            .header(HttpHeaders.CACHE_CONTROL, "no-store")
            .header("X-Content-Type-Options", "nosniff")
            .header(HttpHeaders.CONTENT_LENGTH, answer.length())
            .entity(answer.body());
    if (answer.status() == 405) {
      response.header(HttpHeaders.ALLOW, "GET, POST");
    }
    if (answer.isTemporary()) {
      response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    return response.build();
  }
}
