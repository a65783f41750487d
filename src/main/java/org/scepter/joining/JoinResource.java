package org.scepter.joining;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.scepter.platform.Access;
import org.scepter.platform.Listener;
import org.scepter.platform.NodeRole;
import org.scepter.platform.Problem;
import org.scepter.platform.Result;

/**
 * {@code /join/node}: for machines that have no client certificate yet. Anyone reaches it, and
 * nothing is read of who does not show the live token of a node that is expected.
 */
@Path("node")
@Access(who = Access.Who.ANYONE, listeners = Listener.INTERNAL, roles = NodeRole.CA)
@ApplicationScoped
public class JoinResource {
  @Context private HttpServletRequest request;

  private final Admission admission;
  private final Joining joining;

  // For RESTEasy, which deploys no class without it.
  public JoinResource() {
    this(null, null);
  }

  @Inject
  public JoinResource(Admission admission, Joining joining) {
    this.admission = admission;
    this.joining = joining;
  }

  @POST
  @Consumes(Lines.MEDIA_TYPE)
  public Response join(@HeaderParam("Authorization") String authorisation, InputStream body) {
    String address = request.getRemoteAddr();
    return admission
        .admit(JoinToken.ofHeader(authorisation), address)
        .then(node -> JoinRequest.read(body).then(asked -> join(node, asked, address)))
        .fold(
            Problem::toResponse,
            lines ->
                Response.ok(lines.written(), Lines.MEDIA_TYPE + ";charset=UTF-8")
                    .header("Cache-Control", "no-store")
                    .build());
  }

  private Result<Lines> join(ExpectedNode node, JoinRequest asked, String address) {
    Joining.Outcome outcome = joining.join(node, asked);
    return outcome.refusal().isPresent()
        ? admission.refused(outcome.refusal().get(), node.name(), address)
        : Result.of(outcome.provision().orElseThrow());
  }
}
