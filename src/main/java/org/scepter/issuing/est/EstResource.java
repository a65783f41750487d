package org.scepter.issuing.est;

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
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.security.cert.X509Certificate;
import java.util.List;
import org.scepter.enrolment.Authorisation;
import org.scepter.enrolment.Authorised;
import org.scepter.enrolment.Issuance;
import org.scepter.enrolment.Issued;
import org.scepter.enrolment.IssuingAuthority;
import org.scepter.enrolment.Pending;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.Unreachable;
import org.scepter.issuing.template.TemplatesInForce;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.Der;
import org.scepter.pki.TemplateName;
import org.scepter.platform.Access;
import org.scepter.platform.CurrentTransaction;
import org.scepter.platform.Listener;
import org.scepter.platform.NodeRole;
import org.scepter.platform.Problem;
import org.scepter.platform.Result;
import org.scepter.platform.peer.ClientCertificate;
import org.scepter.platform.peer.EndpointGuard;

/**
 * EST (RFC 7030) under labels that name templates, for registered nodes alone: {@code cacerts},
 * {@code csrattrs}, and {@code simpleenroll} for what the header {@code Scepter-Authorisation}
 * shows to be authorised.
 */
@Path("{label}")
@Access(who = Access.Who.NODE, listeners = Listener.INTERNAL, roles = NodeRole.CA)
@ApplicationScoped
public class EstResource {
  /** The header with the signed authorisation: base64, one line. */
  public static final String AUTHORISATION = "Scepter-Authorisation";

  /**
   * The title of the problem that says: the authorisation is not accepted, whatever the request.
   */
  public static final String NOT_ACCEPTED = "AuthorisationNotAccepted";

  /** The label under which Scepter's own certificates renew themselves. */
  public static final String INFRASTRUCTURE = "infrastructure";

  static final String CERTS_ONLY = "application/pkcs7-mime; smime-type=certs-only";
  private static final int UNPROCESSABLE = 422;
  private static final int RETRY_SECONDS = 10;

  @Context private HttpServletRequest request;

  private final IssuingAuthority authority;
  private final SignedOrders orders;
  private final TemplatesInForce templates;
  private final InfrastructureRenewal renewal;
  private final EndpointGuard guard;

  // For RESTEasy, which deploys no class without it.
  public EstResource() {
    this(null, null, null, null, null);
  }

  @Inject
  public EstResource(
      IssuingAuthority authority,
      SignedOrders orders,
      TemplatesInForce templates,
      InfrastructureRenewal renewal,
      EndpointGuard guard) {
    this.renewal = renewal;
    this.guard = guard;
    this.authority = authority;
    this.orders = orders;
    this.templates = templates;
  }

  /** The current CA's chain (RFC 7030 §4.1). */
  @GET
  @Path("cacerts")
  public Response certificates(@PathParam("label") String label) {
    return isTemplate(label)
        ? bundle(authority.chain(), "application/pkcs7-mime")
        : Problem.notFound("label").toResponse();
  }

  /** What a template wants in a request (RFC 7030 §4.5); nothing is asked of nodes themselves. */
  @GET
  @Path("csrattrs")
  public Response attributes(@PathParam("label") String label) {
    if (label.equals(INFRASTRUCTURE)) {
      return Response.noContent().header("Cache-Control", "no-store").build();
    }
    return isTemplate(label)
        ? authority
            .requestAttributes(new TemplateName(label))
            .map(wanted -> base64(wanted, "application/csrattrs"))
            .orElseGet(() -> Problem.notFound("label").toResponse())
        : Problem.notFound("label").toResponse();
  }

  private boolean isTemplate(String label) {
    return templates.now().issuable().stream()
        .anyMatch(template -> template.name().value().equals(label));
  }

  /** The certificate that was authorised (RFC 7030 §4.2). */
  @POST
  @Path("simpleenroll")
  @Consumes("application/pkcs10")
  public Response enrol(
      @PathParam("label") String label,
      @HeaderParam(AUTHORISATION) String authorisation,
      InputStream body) {
    return EstBody.read(body)
        .then(
            asked ->
                orders
                    .accept(
                        label, authorisation, ClientCertificate.thumbprint(request).orElseThrow())
                    .map(
                        authorised ->
                            CurrentTransaction.during(
                                authorised.authorisation().transaction(),
                                () -> issue(authorised, asked))))
        .fold(Problem::toResponse, issuance -> issuance.accept(new IssuanceMapper()));
  }

  private Issuance issue(Authorised authorised, CertificationRequest asked) {
    Authorisation given = authorised.authorisation();
    return guard
        .obstacle(
            request, "est.simpleenroll", given.endpoint().value(), given.transaction().value())
        .<Issuance>map(why -> new Refused(RefusalReason.EndpointNotRegistered, why))
        .orElseGet(() -> authority.issue(authorised, asked));
  }

  /**
   * An infrastructure certificate in place of the one that asks (RFC 7030 §4.2.2), or of one of the
   * same node's TLS that the header {@code Scepter-Renewal} shows to be the asker's as well.
   */
  @POST
  @Path("simplereenroll")
  @Consumes("application/pkcs10")
  public Response renew(
      @PathParam("label") String label,
      @HeaderParam(RenewalProof.HEADER) String proof,
      InputStream body) {
    if (!label.equals(INFRASTRUCTURE)) {
      return Problem.notFound("label").toResponse();
    }
    return EstBody.read(body)
        .then(asked -> renewed(asked, ClientCertificate.of(request).orElseThrow(), proof))
        .fold(Problem::toResponse, issued -> bundle(List.of(issued), CERTS_ONLY));
  }

  private Result<Der> renewed(CertificationRequest asked, X509Certificate shown, String proof) {
    return proof == null ? renewal.renew(asked, shown) : renewal.renew(asked, shown, proof.strip());
  }

  private static Response bundle(List<Der> certificates, String mediaType) {
    return base64(CertsOnly.of(certificates), mediaType);
  }

  private static Response base64(Der der, String mediaType) {
    return Response.ok(der.base64())
        .header("Content-Type", mediaType)
        .header("Content-Transfer-Encoding", "base64")
        .header("Cache-Control", "no-store")
        .build();
  }

  /** The CA's answer in HTTP. */
  private static final class IssuanceMapper implements Issuance.Handler<Response> {
    @Override
    public Response issued(Issued issuance) {
      return bundle(List.of(issuance.certificate()), CERTS_ONLY);
    }

    @Override
    public Response refused(Refused issuance) {
      return new Problem(UNPROCESSABLE, issuance.reason().name(), issuance.detail(), List.of())
          .toResponse();
    }

    @Override
    public Response pending(Pending issuance) {
      return Response.accepted()
          .header("Retry-After", issuance.retryAfter().toSeconds())
          .header("Cache-Control", "no-store")
          .build();
    }

    @Override
    public Response unreachable(Unreachable issuance) {
      Response problem =
          Problem.of(Response.Status.SERVICE_UNAVAILABLE, issuance.detail()).toResponse();
      return Response.fromResponse(problem).header("Retry-After", RETRY_SECONDS).build();
    }
  }
}
