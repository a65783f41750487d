package org.scepter.registrationpoint.intune;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.pki.Thumbprint;
import org.scepter.registrationpoint.outside.OutsideAnswer;
import org.scepter.registrationpoint.outside.OutsideFaultException;
import org.scepter.registrationpoint.outside.OutsideText;
import org.scepter.registrationpoint.outside.Report;

/** The JSON that Intune reads and writes. */
final class IntuneMessages {
  private static final int MAX_DESCRIPTION = 255;

  private final String callerInfo;

  IntuneMessages(String callerInfo) {
    this.callerInfo = callerInfo;
  }

  /** What Intune is told of a certificate. */
  record Certificate(Thumbprint thumbprint, String serial, Instant notAfter, String issuer) {}

  JsonObject validateRequest(Report report) {
    return Json.createObjectBuilder().add("request", about(report)).build();
  }

  JsonObject successNotification(Report report, Certificate certificate) {
    return Json.createObjectBuilder()
        .add(
            "notification",
            about(report)
                .add(
                    "certificateThumbprint",
                    certificate.thumbprint().hex().toUpperCase(Locale.ROOT))
                .add("certificateSerialNumber", certificate.serial().toUpperCase(Locale.ROOT))
                .add("certificateExpirationDateUtc", certificate.notAfter().toString())
                .add("issuingCertificateAuthority", certificate.issuer())
                .add("caConfiguration", report.endpoint().value())
                .add("certificateAuthority", certificate.issuer()))
        .build();
  }

  JsonObject failureNotification(Report report, Refused why) {
    String description = why.reason() + ": " + why.detail();
    return Json.createObjectBuilder()
        .add(
            "notification",
            about(report)
                .add("hResult", HResult.of(why.reason()))
                .add(
                    "errorDescription",
                    description.length() <= MAX_DESCRIPTION
                        ? description
                        : description.substring(0, MAX_DESCRIPTION)))
        .build();
  }

  private JsonObjectBuilder about(Report report) {
    return Json.createObjectBuilder()
        .add("transactionId", report.transaction().value())
        .add("certificateRequest", report.request().der().base64())
        .add("callerInfo", callerInfo);
  }

  /**
   * What an action's answer says.
   *
   * @throws OutsideFaultException if it has no code
   */
  static OutsideAnswer answer(JsonObject body) throws OutsideFaultException {
    String code =
        text(body, "code")
            .orElseThrow(() -> new OutsideFaultException("Intune's answer has no code"));
    IntuneCode known = IntuneCode.named(code);
    Optional<RefusalReason> refusal = known.refusal();
    String description = text(body, "errorDescription").orElse("");
    return refusal.isEmpty()
        ? OutsideAnswer.Agreed.AS_ASKED
        : new OutsideAnswer.Denied(
            new Refused(
                refusal.get(),
                "Intune says "
                    + (known == IntuneCode.Unknown ? OutsideText.of(code) : known)
                    + ": "
                    + OutsideText.of(description)));
  }

  /** The addresses of Intune's services by their names, in lower case. */
  static Map<String, String> addresses(JsonObject body) throws OutsideFaultException {
    Map<String, String> addresses = new LinkedHashMap<>();
    for (JsonObject one : objects(body, "Graph's list of addresses")) {
      Optional<String> uri = text(one, "uri");
      text(one, "providerName")
          .filter(name -> uri.isPresent())
          .ifPresent(name -> addresses.putIfAbsent(name.toLowerCase(Locale.ROOT), uri.get()));
    }
    return addresses;
  }

  static JsonObject downloadRevocations(int most) {
    return Json.createObjectBuilder()
        .add(
            "downloadParameters",
            Json.createObjectBuilder().add("maxRequests", most).add("issuerName", JsonValue.NULL))
        .build();
  }

  /** What Intune wants revoked; an entry that nobody could answer for is left out. */
  static List<RevocationOrder> revocations(JsonObject body) throws OutsideFaultException {
    List<RevocationOrder> orders = new ArrayList<>();
    for (JsonObject one : objects(body, "Intune's list of revocations")) {
      text(one, "requestContext")
          .filter(context -> !context.isEmpty())
          .ifPresent(
              context ->
                  orders.add(new RevocationOrder(context, text(one, "serialNumber").orElse(""))));
    }
    return orders;
  }

  static JsonObject uploadResults(List<RevocationResult> results) {
    JsonArrayBuilder all = Json.createArrayBuilder();
    for (RevocationResult result : results) {
      JsonObjectBuilder one =
          Json.createObjectBuilder()
              .add("requestContext", result.context())
              .add("succeeded", result.fault() == RevocationFault.NONE)
              .add("errorCode", result.fault().code());
      if (result.fault() == RevocationFault.NONE) {
        one.addNull("errorMessage");
      } else {
        one.add("errorMessage", result.fault().message());
      }
      all.add(one);
    }
    return Json.createObjectBuilder().add("results", all).build();
  }

  /** Whether Intune has taken the results. */
  static boolean isTaken(JsonObject body) {
    return JsonValue.TRUE.equals(body.get("value"));
  }

  private static List<JsonObject> objects(JsonObject body, String what)
      throws OutsideFaultException {
    JsonValue value = body.get("value");
    if (value == null || value.getValueType() != JsonValue.ValueType.ARRAY) {
      throw new OutsideFaultException(what + " is none");
    }
    return value.asJsonArray().stream()
        .filter(each -> each.getValueType() == JsonValue.ValueType.OBJECT)
        .map(JsonValue::asJsonObject)
        .toList();
  }

  static Optional<String> text(JsonObject object, String name) {
    return object.get(name) instanceof JsonString text
        ? Optional.of(text.getString())
        : Optional.empty();
  }
}
