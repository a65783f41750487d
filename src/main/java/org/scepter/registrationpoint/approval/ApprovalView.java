package org.scepter.registrationpoint.approval;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.scepter.pki.TransactionId;
import org.scepter.registrationpoint.EnrolmentView;

/**
 * A request that needs approval, as people see it.
 *
 * @param state how it stands now
 * @param transactions under which transactionIDs its device asked, oldest first
 */
public record ApprovalView(
    WaitingRequest request,
    WaitingState state,
    EnrolmentView enrolment,
    List<TransactionId> transactions) {
  public ApprovalView {
    Objects.requireNonNull(request);
    Objects.requireNonNull(state);
    Objects.requireNonNull(enrolment);
    transactions = List.copyOf(transactions);
  }

  /** As the API shows it. */
  JsonObject json() {
    WaitingRequest.Asked asked = request.asked();
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("id", request.id().hex())
            .add("state", state.name().toLowerCase(Locale.ROOT))
            .add("endpoint", enrolment.endpoint().value())
            .add("device", enrolment.device())
            .add("profile", enrolment.profile())
            .add(
                "transactionIds",
                Json.createArrayBuilder(transactions.stream().map(TransactionId::value).toList()))
            .add("subject", asked.subject())
            .add("subjectAltNames", Json.createArrayBuilder(asked.subjectAltNames()))
            .add("keyUsage", asked.keyUsage().bits())
            .add("keyAlgorithm", asked.keyAlgorithm().name())
            .add("keySize", asked.keyBits())
            .add("keySha256", enrolment.key().hex())
            .add("requestSha256", asked.request().hex())
            .add("createdAt", request.createdAt().toString())
            .add("expiresAt", request.expiresAt().toString());
    request.decided().ifPresent(decided -> json.add("decidedAt", decided.at().toString()));
    request
        .decided()
        .filter(decided -> !decided.reason().isEmpty())
        .ifPresent(decided -> json.add("reason", decided.reason()));
    return json.build();
  }
}
