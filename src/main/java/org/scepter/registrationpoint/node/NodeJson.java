package org.scepter.registrationpoint.node;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Locale;
import org.scepter.enrolment.EndpointName;

/** What is known of nodes, as the API shows it. */
public final class NodeJson {
  private NodeJson() {}

  static JsonObject of(NodeState state) {
    return Json.createObjectBuilder()
        .add("kind", state.kind().name().toLowerCase(Locale.ROOT))
        .add("name", state.name())
        .add("status", state.status())
        .add("reason", state.reason())
        .add("at", state.at().toString())
        .add("since", state.since().toString())
        .build();
  }

  static JsonObject of(NdesServer server) {
    return with(
            server.terms(),
            Json.createObjectBuilder()
                .add("name", server.name())
                .add("inForce", server.inForce())
                .add("raKeys", server.raKeys()))
        .build();
  }

  /** The same with {@code publicUrl} and {@code endpoints}, where they are said. */
  public static JsonObjectBuilder with(NdesTerms terms, JsonObjectBuilder json) {
    terms.publicUrl().ifPresent(url -> json.add("publicUrl", url.toString()));
    terms
        .endpoints()
        .ifPresent(
            all -> {
              JsonArrayBuilder names = Json.createArrayBuilder();
              all.stream().map(EndpointName::value).forEach(names::add);
              json.add("endpoints", names);
            });
    return json;
  }

  static JsonObject of(NdesRegistration registration) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("name", registration.name())
            .add("sha256", registration.sha256().hex())
            .add("subject", registration.subject())
            .add("notBefore", registration.notBefore().toString())
            .add("notAfter", registration.notAfter().toString())
            .add("registeredAt", registration.registeredAt().toString())
            .add("ended", registration.ended());
    registration.issuer().ifPresent(id -> json.add("issuerRegistration", id.hex()));
    return json.build();
  }

  static JsonObject of(IssuerRegistration registration) {
    return Json.createObjectBuilder()
        .add("name", registration.name())
        .add("id", registration.id().hex())
        .add("issuer", registration.issuer().getSubjectX500Principal().getName())
        .add("issuerSha256", registration.issuerDigest().hex())
        .add("dnsName", registration.dnsName())
        .add("registeredAt", registration.registeredAt().toString())
        .add("ended", registration.ended())
        .build();
  }
}
