package org.scepter.issuing.est;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.scepter.enrolment.CaGeneration;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.IssuingAuthority;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.RevocationListAnswer;
import org.scepter.issuing.AuthorityKeys;
import org.scepter.issuing.Generation;
import org.scepter.issuing.publication.RevocationList;
import org.scepter.issuing.publication.RevocationLists;
import org.scepter.issuing.publication.RootLists;
import org.scepter.pki.Der;
import org.scepter.pki.Hex;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.SubjectName;
import org.scepter.pki.UnreadableException;
import org.scepter.platform.Access;
import org.scepter.platform.Listener;
import org.scepter.platform.NodeRole;
import org.scepter.platform.Problem;
import org.scepter.platform.peer.EndpointGuard;

/**
 * {@code /node/ca}: what a SCEP RA asks of its CA and EST does not know. Names go as the hex of
 * their DER, numbers in hex.
 */
@Path("ca")
@Access(who = Access.Who.NODE, listeners = Listener.INTERNAL, roles = NodeRole.CA)
@ApplicationScoped
public class AuthorityResource {
  private static final int UNPROCESSABLE = 422;

  @Context private HttpServletRequest request;

  private final IssuingAuthority authority;
  private final AuthorityKeys keys;
  private final RevocationLists lists;
  private final EndpointGuard guard;
  private final RootLists roots;

  // For RESTEasy, which deploys no class without it.
  public AuthorityResource() {
    this(null, null, null, null, null);
  }

  @Inject
  public AuthorityResource(
      IssuingAuthority authority,
      AuthorityKeys keys,
      RevocationLists lists,
      RootLists roots,
      EndpointGuard guard) {
    this.authority = authority;
    this.keys = keys;
    this.lists = lists;
    this.roots = roots;
    this.guard = guard;
  }

  /** The CAs that take requests and the ready-made answer to GetNextCACert. */
  @GET
  @Path("generations")
  public Response generations() {
    List<CaGeneration> told = authority.generations();
    AuthorityDocument document =
        new AuthorityDocument(told, authority.nextAuthority(), infrastructure(told));
    return answer(Response.ok(document.json().toString(), MediaType.APPLICATION_JSON_TYPE));
  }

  private List<List<Der>> infrastructure(List<CaGeneration> told) {
    List<List<Der>> own =
        keys.generations().stream().map(each -> each.authority().chain()).toList();
    return told.stream().map(CaGeneration::chain).toList().equals(own) ? List.of() : own;
  }

  /**
   * A device's certificate; 204 if there is none of this number that was issued at the endpoint, or
   * the node does not serve it.
   */
  @GET
  @Path("certificate")
  public Response certificate(
      @QueryParam("endpoint") String endpoint,
      @QueryParam("issuer") String issuer,
      @QueryParam("serial") String serial) {
    try {
      EndpointName at = new EndpointName(needed(endpoint));
      if (guard.obstacle(request, "certificate.get", at.value(), "").isPresent()) {
        return answer(Response.noContent());
      }
      Optional<Der> found = authority.certificate(at, name(issuer), number(serial));
      return found
          .map(der -> answer(Response.ok(der.bytes(), "application/pkix-cert")))
          .orElseGet(() -> answer(Response.noContent()));
    } catch (IllegalArgumentException | UnreadableException e) {
      return malformed();
    }
  }

  /** The CRL that covers a certificate; 422 with the reason as title if there is none. */
  @GET
  @Path("revocation-list")
  public Response revocationList(
      @QueryParam("issuer") String issuer, @QueryParam("serial") String serial) {
    try {
      RevocationListAnswer found = authority.revocationList(name(issuer), number(serial));
      return found
          .crl()
          .map(der -> answer(Response.ok(der.bytes(), "application/pkix-crl")))
          .orElseGet(() -> refused(found.refusal().orElseThrow()));
    } catch (IllegalArgumentException | UnreadableException e) {
      return malformed();
    }
  }

  /** A CA's CRL by its name in addresses: {@code root}, {@code issuing-2-delta}. */
  @GET
  @Path("crl/{name: root|issuing(-[0-9]{1,9})?}")
  public Response crl(@PathParam("name") String name) {
    return answer(name.equals("root") ? roots.current() : authority(name).flatMap(lists::current));
  }

  @GET
  @Path("crl/{name: issuing(-[0-9]{1,9})?}-delta")
  public Response delta(@PathParam("name") String name) {
    return answer(authority(name).flatMap(lists::delta));
  }

  private Optional<AuthorityKeys.Authority> authority(String name) {
    return keys.published().stream()
        .filter(each -> Generation.name(each.number()).equals(name))
        .map(Generation::authority)
        .findFirst();
  }

  private static Response answer(Optional<RevocationList> list) {
    return list.map(each -> answer(Response.ok(each.crl().bytes(), "application/pkix-crl")))
        .orElseGet(() -> Problem.notFound("CRL").toResponse());
  }

  private static Response refused(Refused why) {
    return new Problem(UNPROCESSABLE, why.reason().name(), why.detail(), List.of()).toResponse();
  }

  private static Response malformed() {
    return Problem.of(Response.Status.BAD_REQUEST, "A parameter is missing or malformed.")
        .toResponse();
  }

  private static String needed(String parameter) {
    if (parameter == null) {
      throw new IllegalArgumentException("a parameter is missing");
    }
    return parameter;
  }

  private static SubjectName name(String hex) throws UnreadableException {
    if (needed(hex).length() > 2 * SubjectName.MAX_DER_LENGTH) {
      throw new UnreadableException("the name is too long");
    }
    return SubjectName.fromDer(Hex.decode(hex));
  }

  private static SerialNumber number(String hex) {
    return SerialNumber.parse(needed(hex));
  }

  private static Response answer(Response.ResponseBuilder response) {
    return response.header("Cache-Control", "no-store").build();
  }
}
