package org.scepter.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.UUID;
import org.scepter.pki.KeyOutOfReachException;

/**
 * Turns what escapes a resource into a problem document. Our own faults show a correlation id
 * alone; their text goes to the log.
 */
@Provider
@ApplicationScoped
public class ProblemMapper implements ExceptionMapper<Throwable> {
  private static final System.Logger LOG = System.getLogger(ProblemMapper.class.getName());

  @Override
  public Response toResponse(Throwable fault) {
    if (fault instanceof WebApplicationException web && web.getResponse().getStatus() < 500) {
      return answer(web.getResponse());
    }
    if (fault instanceof KeyOutOfReachException) {
      LOG.log(System.Logger.Level.ERROR, "a key is out of reach: " + fault.getMessage());
      return Problem.of(Status.SERVICE_UNAVAILABLE, "A key is out of reach; ask again later.")
          .toResponse();
    }
    String id = UUID.randomUUID().toString();
    LOG.log(System.Logger.Level.ERROR, "request failed, correlation id " + id, fault);
    return Problem.of(
            Status.INTERNAL_SERVER_ERROR,
            "The server failed; the log has the cause under " + id + ".")
        .toResponse();
  }

  // The server's own text is not repeated: for unknown paths it quotes the path.
  private static Response answer(Response made) {
    if (made.hasEntity() || made.getStatus() < 400) {
      return made;
    }
    Status status = Status.fromStatusCode(made.getStatus());
    String title = status == null ? "Request not accepted" : status.getReasonPhrase();
    Problem problem = new Problem(made.getStatus(), title, title + ".", java.util.List.of());
    Response.ResponseBuilder response = Response.fromResponse(problem.toResponse());
    if (made.getHeaderString("Allow") != null) {
      response.header("Allow", made.getHeaderString("Allow"));
    }
    return response.build();
  }
}
