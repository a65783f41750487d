package org.scepter.scep;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.UUID;
import org.scepter.pki.KeyOutOfReachException;

/** What escapes the resource becomes a line of text: devices read neither HTML nor JSON. */
@Provider
@ApplicationScoped
public class ScepFaultMapper implements ExceptionMapper<Throwable> {
  private static final System.Logger LOG = System.getLogger(ScepFaultMapper.class.getName());

  @Override
  public Response toResponse(Throwable fault) {
    if (fault instanceof WebApplicationException web && web.getResponse().getStatus() < 500) {
      Response made = web.getResponse();
      Response.ResponseBuilder response =
          response(Answer.plain(made.getStatus(), "Not acceptable."));
      String allow = made.getHeaderString(HttpHeaders.ALLOW);
      return allow == null ? response.build() : response.header(HttpHeaders.ALLOW, allow).build();
    }
    if (fault instanceof KeyOutOfReachException) {
      LOG.log(System.Logger.Level.ERROR, "a key is out of reach: " + fault.getMessage());
      return response(Answer.tryLater()).build();
    }
    String id = UUID.randomUUID().toString();
    LOG.log(System.Logger.Level.ERROR, "request failed, correlation id " + id, fault);
    return response(Answer.plain(500, "The server failed; the log has the cause under " + id + "."))
        .build();
  }

  private static Response.ResponseBuilder response(Answer answer) {
    return Response.status(answer.status())
        .type(answer.mediaType())
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .entity(answer.body());
  }
}
