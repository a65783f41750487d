package org.scepter.device;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.scepter.platform.Page;

/** Devices, collections and deployments as the API shows them. */
final class DeviceJson {
  private DeviceJson() {}

  static JsonObject device(Device device) {
    return common(device).build();
  }

  private static JsonObjectBuilder common(Device device) {
    JsonObjectBuilder attributes = Json.createObjectBuilder();
    new TreeMap<>(device.attributes()).forEach(attributes::add);
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("name", device.name())
            .add("platform", device.platform())
            .add("attributes", attributes)
            .add("createdAt", device.createdAt().toString())
            .add("tokenExpiresAt", device.tokenExpiresAt().toString());
    device.lastCheckIn().ifPresent(at -> json.add("lastCheckIn", at.toString()));
    return json;
  }

  static JsonObject created(Devices.Created created) {
    return common(created.device()).add("token", created.token().token().reveal()).build();
  }

  static JsonObject token(NewToken token) {
    return Json.createObjectBuilder()
        .add("token", token.token().reveal())
        .add("tokenExpiresAt", token.expiresAt().toString())
        .build();
  }

  static JsonObject overview(Devices.Overview overview, Instant now) {
    Map<String, ProfileState> states = new LinkedHashMap<>();
    overview.targets().forEach(profile -> states.put(profile, ProfileState.none(profile)));
    overview.states().stream()
        .filter(state -> states.containsKey(state.profile()) || state.certificate().isPresent())
        .forEach(state -> states.put(state.profile(), state));
    JsonArrayBuilder profiles = Json.createArrayBuilder();
    for (ProfileState state : states.values()) {
      profiles.add(
          state(Json.createObjectBuilder(), state, now)
              .add("deployed", overview.targets().contains(state.profile())));
    }
    return common(overview.device()).add("profiles", profiles).build();
  }

  /** Adds profile, state and, if there is one, the certificate. */
  static JsonObjectBuilder state(JsonObjectBuilder json, ProfileState state, Instant now) {
    json.add("profile", state.profile()).add("state", state.word(now));
    state
        .challengeExpiresAt()
        .filter(now::isBefore)
        .ifPresent(at -> json.add("challengeExpiresAt", at.toString()));
    state
        .certificate()
        .ifPresent(
            certificate ->
                json.add("thumbprint", certificate.thumbprint().hex())
                    .add("serialNumber", certificate.serial().hex())
                    .add("notBefore", certificate.notBefore().toString())
                    .add("notAfter", certificate.notAfter().toString()));
    state.clockAhead().ifPresent(ahead -> json.add("clockAheadSeconds", ahead.toSeconds()));
    state.report().ifPresent(report -> json.add("report", report(report)));
    return state.contested() ? json.add("contested", true) : json;
  }

  private static JsonObjectBuilder report(ProfileState.Report report) {
    return Json.createObjectBuilder()
        .add("at", report.at().toString())
        .add("findings", Json.createArrayBuilder(report.findings()));
  }

  static JsonObject deployment(Deployment deployment) {
    return Json.createObjectBuilder()
        .add("id", deployment.id())
        .add("collection", deployment.collection())
        .add("scepProfile", deployment.scepProfile())
        .add("createdAt", deployment.createdAt().toString())
        .build();
  }

  static JsonObject named(String name) {
    return Json.createObjectBuilder().add("name", name).build();
  }

  static JsonObject collection(String name, Page.Items<String> members) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("name", name)
            .add("devices", Json.createArrayBuilder(members.items()));
    members.next().ifPresent(next -> json.add("next", next));
    return json.build();
  }
}
