package org.scepter.registrationpoint.remote;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.scepter.enrolment.Authorisation;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.Issuance;
import org.scepter.enrolment.Pending;
import org.scepter.enrolment.Polled;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.Verdict;
import org.scepter.enrolment.VerificationRequest;
import org.scepter.pki.Der;
import org.scepter.pki.TransactionId;
import org.scepter.platform.peer.PeerAnswer;
import org.scepter.platform.peer.UnexpectedAnswerException;

/**
 * Reads what a registration point answers. Whatever is not an answer to the question that was put
 * counts as none, so that another registration point is asked.
 */
final class NodeAnswers {
  private final RegistrationPoints points;

  NodeAnswers(RegistrationPoints points) {
    this.points = points;
  }

  Verdict verdict(PeerAnswer answer, VerificationRequest asked) throws IOException {
    Optional<Refused> unfit = unfit(answer);
    if (unfit.isPresent()) {
      return unfit.get();
    }
    return verdict(answer.json(201), given -> isFor(given, asked));
  }

  private static boolean isFor(Authorisation given, VerificationRequest asked) {
    return given.endpoint().equals(asked.endpoint())
        && given.transaction().equals(asked.transaction())
        && given.template().equals(asked.template())
        && given.requestDigest().equals(asked.request().der().sha256())
        && given.keyDigest().equals(asked.request().publicKey().digest());
  }

  Polled polled(PeerAnswer answer, EndpointName endpoint, TransactionId transaction)
      throws IOException {
    Optional<Refused> unfit = unfit(answer);
    if (unfit.isPresent()) {
      return Polled.without(unfit.get());
    }
    JsonObject json = answer.json(200);
    Verdict verdict =
        verdict(
            json,
            given -> given.endpoint().equals(endpoint) && given.transaction().equals(transaction));
    try {
      return new Polled(
          verdict,
          Optional.ofNullable(json.getString("message", null))
              .map(text -> Der.of(Base64.getDecoder().decode(text))));
    } catch (IllegalArgumentException e) {
      throw new UnexpectedAnswerException("its message is no base64");
    }
  }

  // The request will not fit next time either, so the device is not told to try again.
  private static Optional<Refused> unfit(PeerAnswer answer) {
    boolean ours = answer.isProblem();
    return switch (answer.status()) {
      case 400, 413, 422 ->
          ours
              ? Optional.of(
                  new Refused(
                      RefusalReason.NotSupported,
                      "the registration point takes no such question: " + answer.status()))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  /**
   * What a device is told in place of the certificate, since somebody outside does not have it so.
   */
  Issuance otherwise(JsonObject json) throws UnexpectedAnswerException {
    if (verdict(json, given -> false) instanceof Issuance told) {
      return told;
    }
    throw new UnexpectedAnswerException("its answer to Notify is none");
  }

  /** Whether an authorisation answers the question. */
  private interface Fit {
    boolean holds(Authorisation given);
  }

  private Verdict verdict(JsonObject json, Fit fit) throws UnexpectedAnswerException {
    try {
      return switch (json.getString("verdict", "")) {
        case "authorised" -> authorised(json, fit);
        case "refused" -> refused(json.getString("reason"), json.getString("detail", ""));
        case "pending" -> new Pending(Duration.ofSeconds(json.getInt("retryAfterSeconds")));
        default -> throw new UnexpectedAnswerException("its verdict is none");
      };
    } catch (NullPointerException | ClassCastException | ArithmeticException e) {
      throw new UnexpectedAnswerException("its verdict is incomplete");
    }
  }

  private Verdict authorised(JsonObject json, Fit fit) throws UnexpectedAnswerException {
    var verdict =
        points.authorised(json.getString("authorisation"), json.getBoolean("reported", false));
    if (!fit.holds(verdict.authorisation())) {
      throw new UnexpectedAnswerException("its authorisation is for something else");
    }
    return verdict;
  }

  private static Refused refused(String reason, String detail) {
    return RefusalReason.named(reason)
        .map(known -> new Refused(known, detail))
        .orElseGet(
            () ->
                new Refused(
                    RefusalReason.NotSupported,
                    "for a reason that this release does not know: " + detail));
  }
}
