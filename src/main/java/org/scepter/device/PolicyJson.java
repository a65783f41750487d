package org.scepter.device;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.List;
import org.scepter.pki.Der;
import org.scepter.pki.SubjectAltName;
import org.scepter.profile.Names;
import org.scepter.profile.ScepProfile;

/** Policies in Scepter's own form, for clients of any platform. */
final class PolicyJson {
  private PolicyJson() {}

  static JsonObject write(String device, List<Policy> policies, Instant now) {
    JsonArrayBuilder array = Json.createArrayBuilder();
    policies.forEach(policy -> array.add(write(policy, now)));
    return Json.createObjectBuilder().add("device", device).add("policies", array).build();
  }

  private static JsonObjectBuilder write(Policy policy, Instant now) {
    JsonObjectBuilder json = DeviceJson.state(Json.createObjectBuilder(), policy.state(), now);
    if (!policy.isAvailable()) {
      return json.add("state", "unavailable")
          .add("reason", "not available: " + policy.unavailable());
    }
    parameters(json, policy.profile());
    root(json, policy.root().certificate());
    policy.names().ifPresent(names -> names(json, names));
    policy
        .challenge()
        .ifPresent(
            issued ->
                json.add("state", "challenge")
                    .add("challenge", issued.password().reveal())
                    .add("challengeExpiresAt", issued.expiresAt().toString()));
    return json;
  }

  private static void parameters(JsonObjectBuilder json, ScepProfile profile) {
    json.add("urls", Json.createArrayBuilder(profile.ndesUrls()))
        .add("templateName", profile.template().value())
        .add("keyType", profile.keyType().name())
        .add("keySize", profile.keySize())
        .add("keyUsage", profile.keyUsage().bits())
        .add("extendedKeyUsages", Json.createArrayBuilder(profile.extendedKeyUsages()))
        .add("hashAlgorithm", profile.hash().text())
        .add("validity", profile.validity().toString())
        .add("retries", profile.retries())
        .add("retryDelayMinutes", profile.retryDelayMinutes())
        .add("renewalThresholdPercent", profile.renewal().thresholdPercent());
  }

  private static void root(JsonObjectBuilder json, Der root) {
    json.add("caFingerprintSha256", root.sha256().hex())
        .add(
            "root",
            Json.createObjectBuilder()
                .add("der", root.base64())
                .add("sha1", root.thumbprint().hex())
                .add("sha256", root.sha256().hex()));
  }

  private static void names(JsonObjectBuilder json, Names names) {
    JsonArrayBuilder altNames = Json.createArrayBuilder();
    names.altNames().stream().map(SubjectAltName::text).forEach(altNames::add);
    json.add("subject", names.subject().text()).add("subjectAltNames", altNames);
  }
}
