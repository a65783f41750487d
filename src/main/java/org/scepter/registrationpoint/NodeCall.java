package org.scepter.registrationpoint;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.scepter.enrolment.Arrival;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.EnrolmentId;
import org.scepter.enrolment.Issuance;
import org.scepter.enrolment.Issued;
import org.scepter.enrolment.Outcome;
import org.scepter.enrolment.Pending;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.Unreachable;
import org.scepter.enrolment.VerificationRequest;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.ChallengePassword;
import org.scepter.pki.ContentEncryptionKey;
import org.scepter.pki.Der;
import org.scepter.pki.Sha256;
import org.scepter.pki.TemplateName;
import org.scepter.pki.Thumbprint;
import org.scepter.pki.TransactionId;
import org.scepter.pki.UnreadableException;
import org.scepter.platform.JsonFields;
import org.scepter.platform.Result;

/** Reads what nodes send, field by field. */
final class NodeCall {
  // The body's limit is the narrower one.
  private static final int MAX_BASE64 = 1_048_576;
  private static final int MAX_VALUE = TransactionId.MAX_LENGTH;

  private final JsonFields fields;

  NodeCall(JsonFields fields) {
    this.fields = fields;
  }

  /**
   * A question whose PKCS#10 has not been read yet.
   *
   * @param challenge what came beside a request without message
   */
  record Question(
      EndpointName endpoint,
      TransactionId transaction,
      TemplateName template,
      Der request,
      Optional<Der> message,
      Optional<ChallengePassword> challenge,
      Optional<ContentEncryptionKey> contentKey,
      Optional<Thumbprint> issuingCa,
      Arrival arrival) {

    VerificationRequest read() throws UnreadableException {
      CertificationRequest read = CertificationRequest.read(request.bytes());
      return new VerificationRequest(
          endpoint,
          transaction,
          template,
          challenge.isPresent() ? read.presenting(challenge.get()) : read,
          message,
          contentKey,
          issuingCa,
          arrival);
    }
  }

  /** A question what became of a request. */
  record Poll(EndpointName endpoint, TransactionId transaction, Sha256 signerKey) {}

  Result<Question> question() {
    Optional<EndpointName> endpoint = endpoint();
    Optional<TransactionId> transaction = transaction();
    Optional<TemplateName> template = value("template", TemplateName::new);
    Optional<Der> request = base64("request");
    Optional<Der> message = optional("message", MAX_BASE64, NodeCall::der);
    Optional<ChallengePassword> challenge =
        optional("challenge", ChallengePassword.MAX_LENGTH, ChallengePassword::of);
    Optional<ContentEncryptionKey> contentKey =
        optional(
            "contentKey",
            MAX_VALUE,
            text -> ContentEncryptionKey.of(Base64.getDecoder().decode(text)));
    if (message.isPresent() && challenge.isPresent()) {
      fields.fault("challenge", "stands in the message");
    }
    if (message.isEmpty() && contentKey.isPresent()) {
      fields.fault("contentKey", "opens a message");
    }
    Optional<Thumbprint> issuingCa = optional("issuingCa", MAX_VALUE, Thumbprint::new);
    Arrival arrival = arrival();
    return fields.orFaults(
        () ->
            new Question(
                endpoint.orElseThrow(),
                transaction.orElseThrow(),
                template.orElseThrow(),
                request.orElseThrow(),
                message,
                challenge,
                contentKey,
                issuingCa,
                arrival));
  }

  private Arrival arrival() {
    Optional<Arrival> from =
        optional(
            "deviceAddress",
            Arrival.MAX_ADDRESS,
            text -> new Arrival(Optional.of(text), Optional.empty()));
    return new Arrival(
        from.flatMap(Arrival::address),
        fields.integer("clockAheadSeconds").map(Duration::ofSeconds));
  }

  Result<Poll> poll() {
    Optional<EndpointName> endpoint = endpoint();
    Optional<TransactionId> transaction = transaction();
    Optional<Sha256> signerKey = value("signerKey", Sha256::new);
    return fields.orFaults(
        () -> new Poll(endpoint.orElseThrow(), transaction.orElseThrow(), signerKey.orElseThrow()));
  }

  Result<Outcome> outcome() {
    Optional<EnrolmentId> id = value("id", EnrolmentId::new);
    Optional<EndpointName> endpoint = endpoint();
    Optional<TransactionId> transaction = transaction();
    Optional<Issuance> issuance = issuance();
    Optional<Der> message = optional("message", MAX_BASE64, NodeCall::der);
    Optional<CertificationRequest> request = request();
    return fields.orFaults(
        () ->
            new Outcome(
                id.orElseThrow(),
                endpoint.orElseThrow(),
                transaction.orElseThrow(),
                issuance.orElseThrow(),
                message,
                request));
  }

  private Optional<CertificationRequest> request() {
    Optional<Der> written = optional("request", MAX_BASE64, NodeCall::der);
    try {
      return written.isEmpty()
          ? Optional.empty()
          : Optional.of(CertificationRequest.read(written.get().bytes()));
    } catch (UnreadableException e) {
      fields.fault("request", "must be the base64 of a PKCS#10");
      return Optional.empty();
    }
  }

  private Optional<Issuance> issuance() {
    Optional<String> disposition = value("disposition", text -> text);
    if (disposition.equals(Optional.of("issued"))) {
      return base64("certificate").map(certificate -> new Issued(certificate, List.of()));
    }
    if (fields.text("certificate").isPresent()) {
      fields.fault("certificate", "belongs to disposition issued alone");
    }
    return disposition.flatMap(this::unissued);
  }

  private Optional<Issuance> unissued(String disposition) {
    return switch (disposition) {
      case "refused" ->
          Optional.of(new Refused(RefusalReason.RefusedByIssuingAuthority, "as the node was told"));
      case "pending" -> Optional.of(new Pending(Duration.ZERO));
      case "unreachable" -> Optional.of(new Unreachable("as the node found"));
      default -> {
        fields.fault("disposition", "must be issued, refused, pending or unreachable");
        yield Optional.empty();
      }
    };
  }

  private Optional<EndpointName> endpoint() {
    return value("endpoint", EndpointName::new);
  }

  private Optional<TransactionId> transaction() {
    return value("transactionId", TransactionId::new);
  }

  private Optional<Der> base64(String name) {
    return value(name, MAX_BASE64, NodeCall::der);
  }

  private static Der der(String base64) {
    return Der.of(Base64.getDecoder().decode(base64));
  }

  private <T> Optional<T> value(String name, Function<String, T> type) {
    return value(name, MAX_VALUE, type);
  }

  private <T> Optional<T> value(String name, int maxLength, Function<String, T> type) {
    return typed(name, fields.needed(name, maxLength), type);
  }

  private <T> Optional<T> optional(String name, int maxLength, Function<String, T> type) {
    return typed(name, fields.text(name, maxLength), type);
  }

  private <T> Optional<T> typed(String name, Optional<String> written, Function<String, T> type) {
    try {
      return written.map(type);
    } catch (IllegalArgumentException e) {
      fields.fault(name, e.getMessage());
      return Optional.empty();
    }
  }
}
