package org.scepter.registrationpoint.password;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.scepter.platform.Access;
import org.scepter.platform.Listener;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PersonRole;
import org.scepter.platform.RequestFacts;
import org.scepter.platform.Roles;

/**
 * {@code /certsrv/mscep_admin}. A GET that changes something is what NDES's clients send. It is
 * answered to credentials in its own head alone, never to a cookie, and not where a browser says
 * that another site's page made it send them.
 */
@Path("mscep_admin")
@Access(who = Access.Who.PERSON, listeners = Listener.HTTPS, roles = NodeRole.CRP)
@ApplicationScoped
public class MscepAdminResource {
  private static final Set<String> OWN_ACCORD = Set.of("none", "same-origin");

  private final MscepAdmin admin;
  private final RequestFacts facts;

  /** Public because RESTEasy looks for such a one before it leaves the making to CDI. */
  public MscepAdminResource() {
    this(null, null);
  }

  @Inject
  public MscepAdminResource(MscepAdmin admin, RequestFacts facts) {
    this.admin = admin;
    this.facts = facts;
  }

  // Auditors too: the page itself says that they get no password, as NDES's does.
  @GET
  @Roles({PersonRole.ADMINISTRATOR, PersonRole.OPERATOR, PersonRole.AUDITOR})
  public Response get(@Context HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null && !OWN_ACCORD.contains(site)) {
      return response(MscepAdmin.Answer.text(403, "Forbidden: open this page by itself.\n"));
    }
    return response(admin.answer(request.getQueryString(), facts.caller()));
  }

  // Without it JAX-RS would answer HEAD by calling GET, and a password would be spent.
  @HEAD
  @Roles({PersonRole.ADMINISTRATOR, PersonRole.OPERATOR, PersonRole.AUDITOR})
  public Response head() {
    return Response.status(405).header(HttpHeaders.ALLOW, "GET").build();
  }

  private static Response response(MscepAdmin.Answer answer) {
    byte[] body = answer.body();
    return Response.status(answer.status())
        .header(HttpHeaders.CONTENT_TYPE, answer.mediaType())
        .header(HttpHeaders.CONTENT_LENGTH, body.length)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header("X-Content-Type-Options", "nosniff")
        .header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        .entity(body)
        .build();
  }
}
