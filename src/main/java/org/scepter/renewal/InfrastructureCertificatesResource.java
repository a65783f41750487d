package org.scepter.renewal;

import static org.scepter.platform.PersonRole.ADMINISTRATOR;
import static org.scepter.platform.PersonRole.AUDITOR;
import static org.scepter.platform.PersonRole.OPERATOR;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.security.cert.X509Certificate;
import java.util.Locale;
import org.scepter.platform.Access;
import org.scepter.platform.Listener;
import org.scepter.platform.NodeRole;
import org.scepter.platform.Roles;

/**
 * {@code /api/v1/infrastructure-certificates}: what this server presents and signs with, when it
 * ends, and what its listeners really serve.
 */
@Path("infrastructure-certificates")
@Access(
    who = Access.Who.PERSON,
    listeners = Listener.HTTPS,
    roles = {NodeRole.CRP, NodeRole.SITE, NodeRole.CA})
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class InfrastructureCertificatesResource {
  private final CertificateOverview overview;

  // For RESTEasy, which deploys no class without it.
  public InfrastructureCertificatesResource() {
    this(null);
  }

  @Inject
  public InfrastructureCertificatesResource(CertificateOverview overview) {
    this.overview = overview;
  }

  @GET
  @Roles({ADMINISTRATOR, OPERATOR, AUDITOR})
  public Response list() {
    JsonArrayBuilder items = Json.createArrayBuilder();
    overview.now().forEach(each -> items.add(json(each)));
    return Response.ok(Json.createObjectBuilder().add("items", items).build().toString())
        .header("Cache-Control", "no-store")
        .build();
  }

  private static JsonObjectBuilder json(CertificateStatus status) {
    OwnCertificate own = status.own();
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("name", own.name())
            .add("file", own.file().toString())
            .add("renewedBy", word(own.renewal()))
            .add("state", status.state().map(InfrastructureCertificatesResource::word).orElse(""));
    own.certificate().ifPresent(it -> json.addAll(json(it)));
    status.served().ifPresent(served -> json.add("served", json(served, status)));
    JsonArrayBuilder warnings = Json.createArrayBuilder();
    status.warnings().forEach(warnings::add);
    return json.add("warnings", warnings);
  }

  private static JsonObjectBuilder json(ServedCertificate served, CertificateStatus status) {
    JsonObjectBuilder json = Json.createObjectBuilder().add("address", served.address());
    served.certificate().ifPresent(it -> json.addAll(json(it)));
    status.isServedFromFile().ifPresent(same -> json.add("isFromFile", same));
    return json;
  }

  private static JsonObjectBuilder json(X509Certificate certificate) {
    Expiry expiry = Expiry.of(certificate);
    return Json.createObjectBuilder()
        .add("subject", certificate.getSubjectX500Principal().getName())
        .add("sha256", CertificateStatus.sha256(certificate).hex())
        .add("notBefore", expiry.notBefore().toString())
        .add("notAfter", expiry.notAfter().toString());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
