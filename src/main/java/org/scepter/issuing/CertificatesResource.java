package org.scepter.issuing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scepter.issuing.revocation.Revocations;
import org.scepter.issuing.revocation.RevokedCertificate;
import org.scepter.pki.Der;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.SubjectName;
import org.scepter.pki.UnreadableException;
import org.scepter.platform.Access;
import org.scepter.platform.Listener;
import org.scepter.platform.NodeRole;
import org.scepter.platform.PersonRole;
import org.scepter.platform.PlatformSettings;
import org.scepter.platform.Problem;
import org.scepter.platform.Roles;

/** The CA's book, for people. */
@Path("certificates")
@ApplicationScoped
@Access(
    who = Access.Who.PERSON,
    listeners = Listener.HTTPS,
    roles = {NodeRole.CRP, NodeRole.SITE, NodeRole.CA})
public class CertificatesResource {
  // Below JSON for those that accept anything.
  private static final String PEM = "application/x-pem-file;qs=0.5";
  private static final int MAX_PAGE = 1000;
  private static final int MAX_NAME = 1024;

  private final PlatformSettings platform;
  private final CertificateRecords records;
  private final Revocations revocations;
  private final Clock clock;

  public CertificatesResource() {
    this(null, null, null, null);
  }

  @Inject
  public CertificatesResource(
      PlatformSettings platform, CertificateRecords records, Revocations revocations, Clock clock) {
    this.platform = platform;
    this.records = records;
    this.revocations = revocations;
    this.clock = clock;
  }

  /** A page of certificates; {@code next} of the answer is {@code after} of the next page. */
  @GET
  @Roles({PersonRole.ADMINISTRATOR, PersonRole.OPERATOR, PersonRole.AUDITOR})
  @Produces(MediaType.APPLICATION_JSON)
  public Response list(
      @QueryParam("subject") String subject,
      @QueryParam("serial") String serial,
      @QueryParam("profile") String profile,
      @DefaultValue("0") @QueryParam("after") String after,
      @DefaultValue("100") @QueryParam("limit") String limit) {
    requireRole();
    List<Problem.FieldFault> faults = new ArrayList<>();
    Optional<SubjectName> named = subject(subject, faults);
    Optional<SerialNumber> numbered = serial(serial, faults);
    if (profile != null && profile.length() > MAX_NAME) {
      faults.add(new Problem.FieldFault("profile", "has at most " + MAX_NAME + " characters"));
    }
    long from = number("after", after, 0, Long.MAX_VALUE, faults);
    int size = (int) number("limit", limit, 1, MAX_PAGE, faults);
    if (!faults.isEmpty()) {
      return Problem.invalid(faults).toResponse();
    }
    CertificateFilter filter =
        new CertificateFilter(named, numbered, Optional.ofNullable(profile), from, size + 1);
    List<CertificateView> found = records.list(filter);
    return Response.ok(page(found, revocations.among(found), size)).build();
  }

  @GET
  @Path("{serial}")
  @Roles({PersonRole.ADMINISTRATOR, PersonRole.OPERATOR, PersonRole.AUDITOR})
  @Produces(MediaType.APPLICATION_JSON)
  public Response one(@PathParam("serial") String serial) {
    CertificateView found = found(serial);
    return Response.ok(json(found, revocations.among(List.of(found))).build().toString()).build();
  }

  @GET
  @Path("{serial}")
  @Roles({PersonRole.ADMINISTRATOR, PersonRole.OPERATOR, PersonRole.AUDITOR})
  @Produces(PEM)
  public Response pem(@PathParam("serial") String serial) {
    Der certificate = found(serial).certificate().orElseThrow(NotFoundException::new);
    return Response.ok(armoured(certificate), "application/x-pem-file").build();
  }

  private void requireRole() {
    if (!platform.has(NodeRole.CA)) {
      throw new NotFoundException();
    }
  }

  private CertificateView found(String serial) {
    requireRole();
    return serial(serial, new ArrayList<>())
        .flatMap(number -> records.find(number).stream().findFirst())
        .orElseThrow(NotFoundException::new);
  }

  private static Optional<SubjectName> subject(String text, List<Problem.FieldFault> faults) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      if (text.length() <= MAX_NAME) {
        return Optional.of(SubjectName.parse(text));
      }
    } catch (UnreadableException e) {
      faults.add(new Problem.FieldFault("subject", "is not a name like CN=phone-1,O=Example"));
      return Optional.empty();
    }
    faults.add(new Problem.FieldFault("subject", "has at most " + MAX_NAME + " characters"));
    return Optional.empty();
  }

  private static Optional<SerialNumber> serial(String text, List<Problem.FieldFault> faults) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      // At most 20 octets, with openssl's colons.
      if (text.length() <= 60) {
        return Optional.of(SerialNumber.parse(text.replace(":", "")));
      }
    } catch (IllegalArgumentException e) {
      faults.add(new Problem.FieldFault("serial", "is not a serial number in hex digits"));
      return Optional.empty();
    }
    faults.add(new Problem.FieldFault("serial", "is longer than a serial number"));
    return Optional.empty();
  }

  private static long number(
      String field, String text, long min, long max, List<Problem.FieldFault> faults) {
    try {
      long number = Long.parseLong(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      faults.add(new Problem.FieldFault(field, "is not a whole number"));
      return min;
    }
    faults.add(new Problem.FieldFault(field, "must be from " + min + " to " + max));
    return min;
  }

  private String page(
      List<CertificateView> found, Map<Long, RevokedCertificate> revoked, int size) {
    JsonArrayBuilder items = Json.createArrayBuilder();
    found.stream().limit(size).forEach(view -> items.add(json(view, revoked)));
    JsonObjectBuilder page = Json.createObjectBuilder().add("items", items);
    if (found.size() > size) {
      page.add("next", Long.toString(found.get(size - 1).id()));
    }
    return page.build().toString();
  }

  private JsonObjectBuilder json(CertificateView view, Map<Long, RevokedCertificate> revoked) {
    JsonObjectBuilder json = json(view);
    RevokedCertificate revocation = revoked.get(view.id());
    if (revocation != null) {
      json.add("revokedAt", revocation.at().toString())
          .add("revocationReason", revocation.reason().word());
      if (revocation.isInForce(clock.instant())) {
        json.add("state", "revoked");
      }
    }
    return json;
  }

  private static JsonObjectBuilder json(CertificateView view) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("serialNumber", view.serial().hex())
            .add("subject", view.subject())
            .add("state", view.certificate().isPresent() ? "issued" : "recorded")
            .add("notBefore", view.notBefore().toString())
            .add("notAfter", view.notAfter().toString())
            .add("recordedAt", view.recordedAt().toString())
            .add("issuerThumbprint", view.issuer().hex());
    switch (view.kind()) {
      case ENROLMENT ->
          json.add("profile", view.purpose())
              .add("template", view.template())
              .add("endpoint", view.endpoint());
      case INFRASTRUCTURE -> json.add("infrastructure", view.purpose());
    }
    view.certificate().ifPresent(der -> json.add("thumbprint", der.thumbprint().hex()));
    return json;
  }

  private static String armoured(Der certificate) {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(certificate.bytes())
        + "\n-----END CERTIFICATE-----\n";
  }
}
