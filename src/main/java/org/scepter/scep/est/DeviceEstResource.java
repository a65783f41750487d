package org.scepter.scep.est;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Optional;
import org.scepter.platform.Access;
import org.scepter.platform.Listener;
import org.scepter.platform.NodeRole;

/**
 * EST for devices; {@link EstPathFilter} brings {@code /.well-known/est} here. A challenge in the
 * head or the body must not go over plain HTTP.
 */
@Path("/")
@Access(who = Access.Who.ANYONE, listeners = Listener.HTTPS, roles = NodeRole.NDES)
@ApplicationScoped
public class DeviceEstResource {
  private static final String PKCS10 = "application/pkcs10";

  private final EstFace face;

  /** Public because RESTEasy looks for such a one before it leaves the making to CDI. */
  public DeviceEstResource() {
    this(null);
  }

  @Inject
  public DeviceEstResource(EstFace face) {
    this.face = face;
  }

  @GET
  @Path("cacerts")
  public Response certificates(@Context HttpServletRequest request) {
    return response(face.certificates(label(request)));
  }

  @GET
  @Path("csrattrs")
  public Response attributes(@Context HttpServletRequest request) {
    return response(face.attributes(label(request)));
  }

  @POST
  @Path("{operation: simpleenroll|simplereenroll}")
  @Consumes(PKCS10)
  public Response enrol(
      @PathParam("operation") String operation,
      @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
      @Context HttpServletRequest request,
      InputStream body) {
    return response(
        face.enrol(label(request), operation, authorization, body, request.getContentLengthLong()));
  }

  private static Optional<String> label(HttpServletRequest request) {
    return Optional.ofNullable((String) request.getAttribute(EstPathFilter.LABEL));
  }

  // Content-Length is set by hand: without it longer answers come in chunks, which not every client
  // reads.
  private static Response response(EstAnswer answer) {
    Response.ResponseBuilder response =
        Response.status(answer.status())
            .header(HttpHeaders.CACHE_CONTROL, "no-store")
            .header("X-Content-Type-Options", "nosniff");
    answer
        .retryAfter()
        .ifPresent(after -> response.header(HttpHeaders.RETRY_AFTER, after.toSeconds()));
    if (answer.asksForChallenge()) {
      response.header(
          HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Scepter EST\", charset=\"UTF-8\"");
    }
    if (answer.length() == 0) {
      return response.build();
    }
    if (answer.isBase64()) {
      response.header("Content-Transfer-Encoding", "base64");
    }
    return response
        .header(HttpHeaders.CONTENT_TYPE, answer.mediaType())
        .header(HttpHeaders.CONTENT_LENGTH, answer.length())
        .entity(answer.body())
        .build();
  }
}
