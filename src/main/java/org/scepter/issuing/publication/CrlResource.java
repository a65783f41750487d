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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.scepter.issuing.AuthorityKeys;
import org.scepter.issuing.AuthorityKeys.Authority;
import org.scepter.issuing.Generation;
import org.scepter.issuing.remote.RelayedPublications;
import org.scepter.platform.Access;
import org.scepter.platform.Listener;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PlatformSettings;

/** The CRLs at the addresses of CDP. */
@Path("/")
@ApplicationScoped
@Access(
    who = Access.Who.ANYONE,
    listeners = {Listener.HTTP, Listener.HTTPS},
    roles = {NodeRole.CA, NodeRole.NDES})
public class CrlResource {
  private static final String MEDIA_TYPE = "application/pkix-crl"; // RFC 2585 §4.2
  private static final Duration RETRY = Duration.ofMinutes(1);
  private static final Duration LONGEST_CACHING = Duration.ofHours(1);
  // Deltas are there to bring news.
  private static final Duration LONGEST_CACHING_OF_DELTA = Duration.ofMinutes(10);

  private final PlatformSettings platform;
  private final AuthorityKeys keys;
  private final RevocationLists lists;
  private final RootLists roots;
  private final RelayedPublications relay;
  private final Clock clock;

  public CrlResource() {
    this(null, null, null, null, null, null);
  }

  @Inject
  public CrlResource(
      PlatformSettings platform,
      AuthorityKeys keys,
      RevocationLists lists,
      RootLists roots,
      RelayedPublications relay,
      Clock clock) {
    this.relay = relay;
    this.platform = platform;
    this.keys = keys;
    this.lists = lists;
    this.roots = roots;
    this.clock = clock;
  }

  @GET
  @Path("{name: issuing(-[0-9]+)?}.crl")
  public Response issuing(@PathParam("name") String name, @Context Request request) {
    return answer(
        isRelayed() ? relayed(name) : lists.current(named(name)), LONGEST_CACHING, request);
  }

  @GET
  @Path("{name: issuing(-[0-9]+)?}-delta.crl")
  public Response delta(@PathParam("name") String name, @Context Request request) {
    return answer(
        isRelayed() ? relayed(name + "-delta") : lists.delta(named(name)),
        LONGEST_CACHING_OF_DELTA,
        request);
  }

  @GET
  @Path("root.crl")
  public Response root(@Context Request request) {
    return answer(isRelayed() ? relayed("root") : roots.current(), LONGEST_CACHING, request);
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

  private Optional<RevocationList> relayed(String name) {
    if (!relay.isKnown(name)) {
      throw new NotFoundException();
    }
    return relay.revocationList(name);
  }

  private Response answer(Optional<RevocationList> list, Duration longest, Request request) {
    return list.map(found -> answer(found, longest, request))
        .orElseGet(
            () ->
                Response.status(Response.Status.SERVICE_UNAVAILABLE)
                    .header("Retry-After", RETRY.toSeconds())
                    .type(MediaType.TEXT_PLAIN_TYPE)
                    .entity("The CRL has ended and cannot be signed now.\n")
                    .build());
  }

  private Response answer(RevocationList list, Duration longest, Request request) {
    EntityTag tag = new EntityTag(list.crl().sha256().hex());
    Date made = Date.from(list.madeAt());
    Response.ResponseBuilder unchanged = request.evaluatePreconditions(made, tag);
    Response.ResponseBuilder answer =
        unchanged == null ? Response.ok(list.crl().bytes(), MEDIA_TYPE) : unchanged;
    Instant now = clock.instant();
    Duration left = Duration.between(now, list.nextUpdate());
    Duration age = left.compareTo(longest) < 0 ? left : longest;
    CacheControl caching = new CacheControl();
    caching.setMaxAge((int) Math.max(0, age.toSeconds()));
    caching.setMustRevalidate(true);
    return answer
        .tag(tag)
        .lastModified(made)
        .expires(Date.from(now.plusSeconds(caching.getMaxAge())))
        .cacheControl(caching)
        .build();
  }
}
