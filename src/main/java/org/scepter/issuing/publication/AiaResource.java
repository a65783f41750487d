package org.scepter.issuing.publication;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import org.scepter.issuing.AuthorityKeys;
import org.scepter.issuing.AuthorityKeys.Authority;
import org.scepter.issuing.Generation;
import org.scepter.pki.Der;
import org.scepter.platform.Access;
import org.scepter.platform.Listener;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;

/** The CA certificates at the addresses of AIA. */
@Path("/")
@ApplicationScoped
@Access(
    who = Access.Who.ANYONE,
    listeners = {Listener.HTTP, Listener.HTTPS})
public class AiaResource {
  private static final String MEDIA_TYPE = "application/pkix-cert"; // RFC 2585 §4.1
  private static final int ONE_DAY = 86_400;

  private final PlatformSettings platform;
  private final AuthorityKeys keys;

  public AiaResource() {
    this(null, null);
  }

  @Inject
  public AiaResource(PlatformSettings platform, AuthorityKeys keys) {
    this.platform = platform;
    this.keys = keys;
  }

  @GET
  @Path("{name: issuing(-[0-9]+)?}.cer")
  public Response issuing(@PathParam("name") String name, @Context Request request) {
    requireRole();
    return answer(named(name).certificate().certificate(), request);
  }

  @GET
  @Path("root.cer")
  public Response root(@Context Request request) {
    requireRole();
    return answer(keys.root().certificate().certificate(), request);
  }

  private Authority named(String name) {
    return keys.published().stream()
        .filter(each -> Generation.name(each.number()).equals(name))
        .map(Generation::authority)
        .findFirst()
        .orElseThrow(NotFoundException::new);
  }

  private void requireRole() {
    if (!platform.has(NodeRole.CA)) {
      throw new NotFoundException();
    }
  }

  private static Response answer(Der certificate, Request request) {
    EntityTag tag = new EntityTag(certificate.sha256().hex());
    CacheControl caching = new CacheControl();
    caching.setNoTransform(false);
    caching.setMaxAge(ONE_DAY);
    Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
    Response.ResponseBuilder answer =
        unchanged == null ? Response.ok(certificate.bytes(), MEDIA_TYPE) : unchanged;
    return answer.tag(tag).cacheControl(caching).build();
  }
}
