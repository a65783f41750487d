package org.scepter.registrationpoint.webhook;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.ChallengePassword;
import org.scepter.pki.SubjectAltName;
import org.scepter.pki.SubjectName;
import org.scepter.pki.TemplateName;
import org.scepter.pki.UnreadableException;
import org.scepter.registrationpoint.outside.OutsideAnswer;
import org.scepter.registrationpoint.outside.OutsideFaultException;
import org.scepter.registrationpoint.outside.OutsideText;
import org.scepter.registrationpoint.outside.Report;

/**
 * The JSON of step-ca's {@code SCEPCHALLENGE} webhooks. To a yes its {@code data} may add what the
 * certificate has to be: {@code template}, {@code subject} and {@code subjectAltNames}, written as
 * in profiles. They narrow what is agreed to; nothing is issued that was not asked for.
 */
final class WebhookMessages {
  private static final int MAX_NAMES = 64;

  private WebhookMessages() {}

  static JsonObject question(Report report, Instant now) {
    CertificationRequest request = report.request();
    JsonArrayBuilder names = Json.createArrayBuilder();
    request.subjectAltNames().forEach(name -> names.add(name.text()));
    JsonObjectBuilder subject = Json.createObjectBuilder();
    request.subject().commonName().ifPresent(name -> subject.add("commonName", name));
    return Json.createObjectBuilder()
        .add("timestamp", now.toString())
        .add("provisionerName", report.endpoint().value())
        .add("scepChallenge", request.challengePassword().orElseThrow().reveal())
        .add("scepTransactionID", report.transaction().value())
        .add(
            "x509CertificateRequest",
            Json.createObjectBuilder()
                .add("version", 0)
                .add("subject", subject)
                .add("subjectText", request.subject().text())
                .add("subjectAltNames", names)
                .add("publicKey", request.publicKey().spki().base64())
                .add("publicKeyAlgorithm", request.publicKey().algorithm().name())
                .add("raw", request.der().base64()))
        .build();
  }

  /**
   * What the answer says.
   *
   * @param challenge what was asked about
   * @throws OutsideFaultException if it says neither yes nor no, or in its yes something that
   *     cannot be understood
   */
  static OutsideAnswer answer(JsonObject body, ChallengePassword challenge)
      throws OutsideFaultException {
    JsonValue allow = body.get("allow");
    if (JsonValue.FALSE.equals(allow)) {
      return new OutsideAnswer.Denied(refused(body, challenge));
    }
    if (!JsonValue.TRUE.equals(allow)) {
      throw new OutsideFaultException("the webhook's answer says neither yes nor no");
    }
    JsonValue data = body.get("data");
    return data == null || data.getValueType() != JsonValue.ValueType.OBJECT
        ? OutsideAnswer.Agreed.AS_ASKED
        : agreed(data.asJsonObject());
  }

  private static Refused refused(JsonObject body, ChallengePassword challenge) {
    JsonValue error = body.get("error");
    if (error == null || error.getValueType() != JsonValue.ValueType.OBJECT) {
      return new Refused(RefusalReason.RefusedByOutsideAuthority, "the webhook says no");
    }
    String code = words(error.asJsonObject(), "code", challenge);
    String message = words(error.asJsonObject(), "message", challenge);
    // A code that is one of our own words keeps its meaning.
    return new Refused(
        RefusalReason.named(code).orElse(RefusalReason.RefusedByOutsideAuthority),
        "the webhook says no, " + OutsideText.of(code) + ": " + OutsideText.of(message));
  }

  // The challenge may be short, and repeated to us.
  private static String words(JsonObject error, String name, ChallengePassword challenge) {
    return text(error, name).orElse("").replace(challenge.reveal(), "***");
  }

  private static OutsideAnswer agreed(JsonObject data) throws OutsideFaultException {
    try {
      Optional<String> subject = wanted(data, "subject");
      return new OutsideAnswer.Agreed(
          wanted(data, "template").map(TemplateName::new),
          subject.isPresent() ? Optional.of(SubjectName.parse(subject.get())) : Optional.empty(),
          names(data));
    } catch (IllegalArgumentException | UnreadableException e) {
      throw new OutsideFaultException("the webhook's yes cannot be understood");
    }
  }

  private static Optional<List<SubjectAltName>> names(JsonObject data) {
    JsonValue written = data.get("subjectAltNames");
    if (written == null || written == JsonValue.NULL) {
      return Optional.empty();
    }
    if (written.getValueType() != JsonValue.ValueType.ARRAY
        || written.asJsonArray().size() > MAX_NAMES) {
      throw new IllegalArgumentException("subjectAltNames");
    }
    List<SubjectAltName> names = new ArrayList<>();
    for (JsonValue each : written.asJsonArray()) {
      if (!(each instanceof JsonString name)) {
        throw new IllegalArgumentException("subjectAltNames");
      }
      names.add(SubjectAltName.parse(name.getString()));
    }
    return Optional.of(names);
  }

  // What narrows the yes is there as text or not at all.
  private static Optional<String> wanted(JsonObject data, String name) {
    JsonValue written = data.get(name);
    if (written == null || written == JsonValue.NULL) {
      return Optional.empty();
    }
    if (!(written instanceof JsonString text)) {
      throw new IllegalArgumentException(name);
    }
    return Optional.of(text.getString());
  }

  private static Optional<String> text(JsonObject object, String name) {
    return object.get(name) instanceof JsonString text
        ? Optional.of(text.getString())
        : Optional.empty();
  }
}
