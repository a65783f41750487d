package org.scepter.issuing.revocation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.scepter.issuing.CertificateRecords;
import org.scepter.issuing.CertificateView;
import org.scepter.platform.Access;
import org.scepter.platform.JsonBody;
import org.scepter.platform.JsonFields;
import org.scepter.platform.Listener;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PersonRole;
import org.scepter.platform.Problem;
import org.scepter.platform.Result;
import org.scepter.platform.Roles;

/**
 * Revokes a device's certificate. The infrastructure's own are not revoked here: the server that
 * uses one would go on presenting it.
 */
@Path("certificates/{serial}/revoke")
@ApplicationScoped
@Access(who = Access.Who.PERSON, listeners = Listener.HTTPS, roles = NodeRole.CA)
public class RevocationResource {
  private static final int MAX_WORD = 32;

  private final CertificateRecords records;
  private final Revocations revocations;

  public RevocationResource() {
    this(null, null);
  }

  @Inject
  public RevocationResource(CertificateRecords records, Revocations revocations) {
    this.records = records;
    this.revocations = revocations;
  }

  @POST
  @Roles({PersonRole.ADMINISTRATOR, PersonRole.OPERATOR})
  @Consumes(MediaType.APPLICATION_JSON)
  public Response revoke(@PathParam("serial") String serial, InputStream body) {
    return JsonBody.read(body)
        .then(RevocationResource::reason)
        .fold(Problem::toResponse, reason -> revoke(serial, reason));
  }

  private static Result<RevocationReason> reason(JsonFields fields) {
    Optional<RevocationReason> reason =
        fields.needed("reason", MAX_WORD).flatMap(RevocationReason::named);
    if (reason.isEmpty()) {
      fields.fault(
          "reason",
          "must be one of "
              + Stream.of(RevocationReason.values())
                  .map(RevocationReason::word)
                  .collect(Collectors.joining(", ")));
    }
    return fields.orFaults(reason::orElseThrow);
  }

  private Response revoke(String serial, RevocationReason reason) {
    Optional<CertificateView> found = records.named(serial);
    if (found.isEmpty()) {
      return Problem.of(Status.NOT_FOUND, "There is no such certificate.").toResponse();
    }
    if (found.get().kind() == CertificateView.Kind.INFRASTRUCTURE) {
      return Problem.of(Status.CONFLICT, "It is a certificate of Scepter's own.").toResponse();
    }
    return revocations.revoke(found.get(), reason)
        ? revoked(found.get())
        : Problem.of(Status.CONFLICT, "The certificate is revoked already.").toResponse();
  }

  private Response revoked(CertificateView certificate) {
    return revocations
        .advice(certificate)
        .map(advice -> Json.createObjectBuilder().add("elsewhere", advice).build().toString())
        .map(json -> Response.ok(json, MediaType.APPLICATION_JSON).build())
        .orElseGet(() -> Response.noContent().build());
  }
}
