package org.scepter.profile;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scepter.pki.KeyUsageMask;
import org.scepter.pki.PublicKeyInfo;
import org.scepter.pki.TemplateName;
import org.scepter.pki.UnreadableException;

/** A validated profile as JSON: as the API shows it, and as it is stored. */
public final class ScepProfileJson {
  private static final String URLS = "ndesUrls";

  private ScepProfileJson() {}

  /** With the fields of the request that makes it, defaults filled in. */
  public static JsonObject write(ScepProfile profile) {
    JsonObjectBuilder json = settings(profile);
    if (!profile.ndesUrls().isEmpty()) {
      json.add(URLS, array(profile.ndesUrls()));
    }
    profile
        .renewal()
        .revokeOldAfter()
        .ifPresent(delay -> json.add("revokeRenewedAfter", delay.toString()));
    return json.build();
  }

  private static JsonObjectBuilder settings(ScepProfile profile) {
    return Json.createObjectBuilder()
        .add("name", profile.name())
        .add("description", profile.description())
        .add("endpoint", profile.endpoint())
        .add("templateName", profile.template().value())
        .add("trustedRootProfile", profile.trustedRoot())
        .add("subjectNameFormat", profile.names().subject().text())
        .add(
            "subjectAltNames",
            array(profile.names().altNames().stream().map(SubjectAltNameFormat::text).toList()))
        .add("keyUsage", array(usages(profile.keyUsage())))
        .add("keyType", profile.keyType().name())
        .add("keySize", profile.keySize())
        .add("extendedKeyUsages", array(profile.extendedKeyUsages()))
        .add("hashAlgorithm", profile.hash().text())
        .add("validity", profile.validity().toString())
        .add("retries", profile.retries())
        .add("retryDelayMinutes", profile.retryDelayMinutes())
        .add("renewalThresholdPercent", profile.renewal().thresholdPercent())
        .add("renewalGrace", profile.renewal().grace().toString())
        .add("challengeLifetime", profile.challengeLifetime().toString())
        .add("allowSharedSubject", profile.allowSharedSubject())
        .add("approval", profile.approval());
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalStateException if it is something else
   */
  public static ScepProfile read(JsonObject json) {
    try {
      return new ScepProfile(
          json.getString("name"),
          json.getString("description"),
          json.getString("endpoint"),
          json.containsKey(URLS) ? texts(json, URLS) : List.of(),
          new TemplateName(json.getString("templateName")),
          json.getString("trustedRootProfile"),
          names(json),
          usage(texts(json, "keyUsage")),
          PublicKeyInfo.Algorithm.valueOf(json.getString("keyType")),
          json.getInt("keySize"),
          texts(json, "extendedKeyUsages"),
          HashAlgorithm.find(json.getString("hashAlgorithm")).orElseThrow(),
          Period.parse(json.getString("validity")),
          json.getInt("retries"),
          json.getInt("retryDelayMinutes"),
          renewal(json),
          Duration.parse(json.getString("challengeLifetime")),
          json.getBoolean("allowSharedSubject"),
          // Profiles stored by earlier versions have none.
          json.getBoolean("approval", false));
    } catch (UnreadableException | RuntimeException e) {
      throw new IllegalStateException("a stored profile cannot be read", e);
    }
  }

  // Profiles of earlier releases say nothing of grace and revocation.
  private static ScepProfile.Renewal renewal(JsonObject json) {
    return new ScepProfile.Renewal(
        json.getInt("renewalThresholdPercent"),
        Duration.parse(json.getString("renewalGrace", "PT0S")),
        Optional.ofNullable(json.getString("revokeRenewedAfter", null)).map(Duration::parse));
  }

  private static NameFormats names(JsonObject json) throws UnreadableException {
    List<SubjectAltNameFormat> altNames = new ArrayList<>();
    for (String name : texts(json, "subjectAltNames")) {
      altNames.add(SubjectAltNameFormat.parse(name));
    }
    return new NameFormats(SubjectFormat.parse(json.getString("subjectNameFormat")), altNames);
  }

  private static List<String> usages(KeyUsageMask usage) {
    return switch (usage) {
      case SIGNATURE -> List.of("digitalSignature");
      case ENCRYPTION -> List.of("keyEncipherment");
      case GENERAL_PURPOSE -> List.of("digitalSignature", "keyEncipherment");
    };
  }

  private static KeyUsageMask usage(List<String> usages) {
    int bits = usages.contains("digitalSignature") ? 0x80 : 0;
    return KeyUsageMask.of(usages.contains("keyEncipherment") ? bits | 0x20 : bits);
  }

  private static List<String> texts(JsonObject json, String field) {
    return json.getJsonArray(field).getValuesAs(JsonString::getString);
  }

  private static JsonArrayBuilder array(List<String> texts) {
    return Json.createArrayBuilder(texts);
  }
}
