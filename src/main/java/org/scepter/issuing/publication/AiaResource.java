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
import org.scepter.issuing.remote.RelayedPublications;
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
    listeners = {Listener.HTTP, Listener.HTTPS},
    roles = {NodeRole.CA, NodeRole.NDES})
public class AiaResource {
  private static final String MEDIA_TYPE = "application/pkix-cert"; // RFC 2585 §4.1
  private static final int ONE_DAY = 86_400;

  private final PlatformSettings platform;
  private final AuthorityKeys keys;
  private final RelayedPublications relay;

  public AiaResource() {
    this(null, null, null);
  }

  @Inject
  public AiaResource(PlatformSettings platform, AuthorityKeys keys, RelayedPublications relay) {
    this.relay = relay;
    this.platform = platform;
    this.keys = keys;
  }

  @GET
  @Path("{name: issuing(-[0-9]+)?}.cer")
  public Response issuing(@PathParam("name") String name, @Context Request request) {
    return answer(isRelayed() ? relayed(name) : named(name).certificate().certificate(), request);
  }

  @GET
  @Path("root.cer")
  public Response root(@Context Request request) {
    return answer(isRelayed() ? relayed("root") : keys.root().certificate().certificate(), request);
  }

  private Authority named(String name) {
    return keys.published().stream()
        .filter(each -> Generation.name(each.number()).equals(name))
        .map(Generation::authority)
        .findFirst()
        .orElseThrow(NotFoundException::new);
  }

  private boolean isRelayed() {
    return !platform.has(NodeRole.CA);
  }

  private Der relayed(String name) {
    return relay.certificate(name).orElseThrow(NotFoundException::new);
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
