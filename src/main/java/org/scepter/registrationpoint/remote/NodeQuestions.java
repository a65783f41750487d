package org.scepter.registrationpoint.remote;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.Issuance;
import org.scepter.enrolment.Issued;
import org.scepter.enrolment.Outcome;
import org.scepter.enrolment.Pending;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.Unreachable;
import org.scepter.enrolment.VerificationRequest;
import org.scepter.pki.ContentEncryptionKey;
import org.scepter.pki.Sha256;
import org.scepter.pki.TransactionId;
import org.scepter.platform.peer.Question;

/** Writes what {@code registrationpoint.NodeCall} reads. */
final class NodeQuestions {
  private static final String PATH = "/CMCertificateRegistration/Certificate/";
  private static final String JSON = "application/json";

  // An authorisation in base64 and a few words; a poll brings a message of up to a mebibyte.
  private static final int MAX_VERDICT = 32_768;
  private static final int MAX_POLLED = 1_572_864;

  private NodeQuestions() {}

  static Question verify(VerificationRequest asked) {
    JsonObjectBuilder json =
        named(asked.endpoint(), asked.transaction())
            .add("template", asked.template().value())
            .add("request", asked.request().der().base64());
    asked
        .message()
        .ifPresentOrElse(
            message -> json.add("message", message.base64()),
            () ->
                asked
                    .request()
                    .challengePassword()
                    .ifPresent(challenge -> json.add("challenge", challenge.reveal())));
    asked.contentKey().map(NodeQuestions::base64).ifPresent(key -> json.add("contentKey", key));
    asked.issuingCa().ifPresent(ca -> json.add("issuingCa", ca.hex()));
    asked.arrival().address().ifPresent(address -> json.add("deviceAddress", address));
    asked
        .arrival()
        .clockAhead()
        .ifPresent(ahead -> json.add("clockAheadSeconds", ahead.toSeconds()));
    return post("VerifyRequest", json, MAX_VERDICT);
  }

  private static String base64(ContentEncryptionKey key) {
    return java.util.Base64.getEncoder().encodeToString(key.reveal());
  }

  static Question poll(EndpointName endpoint, TransactionId transaction, Sha256 signerKey) {
    return post("Poll", named(endpoint, transaction).add("signerKey", signerKey.hex()), MAX_POLLED);
  }

  static Question notify(Outcome outcome) {
    JsonObjectBuilder json =
        named(outcome.endpoint(), outcome.transaction()).add("id", outcome.id().hex());
    outcome.issuance().accept(new Disposition(json));
    outcome.message().ifPresent(message -> json.add("message", message.base64()));
    outcome.request().ifPresent(request -> json.add("request", request.der().base64()));
    return post("Notify", json, MAX_VERDICT);
  }

  private static JsonObjectBuilder named(EndpointName endpoint, TransactionId transaction) {
    return Json.createObjectBuilder()
        .add("endpoint", endpoint.value())
        .add("transactionId", transaction.value());
  }

  private static Question post(String call, JsonObjectBuilder json, int maxAnswer) {
    return Question.post(PATH + call, JSON, json.build().toString(), maxAnswer);
  }

  private record Disposition(JsonObjectBuilder json)
      implements Issuance.Handler<JsonObjectBuilder> {
    @Override
    public JsonObjectBuilder issued(Issued issuance) {
      return json.add("disposition", "issued").add("certificate", issuance.certificate().base64());
    }

    @Override
    public JsonObjectBuilder refused(Refused issuance) {
      return json.add("disposition", "refused");
    }

    @Override
    public JsonObjectBuilder pending(Pending issuance) {
      return json.add("disposition", "pending");
    }

    @Override
    public JsonObjectBuilder unreachable(Unreachable issuance) {
      return json.add("disposition", "unreachable");
    }
  }
}
