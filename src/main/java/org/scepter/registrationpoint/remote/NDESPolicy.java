package org.scepter.registrationpoint.remote;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import java.io.IOException;
import org.scepter.enrolment.Authorised;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.Issuance;
import org.scepter.enrolment.OutOfReachException;
import org.scepter.enrolment.Outcome;
import org.scepter.enrolment.Pending;
import org.scepter.enrolment.PolicyModule;
import org.scepter.enrolment.Polled;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.Verdict;
import org.scepter.enrolment.VerificationRequest;
import org.scepter.pki.Sha256;
import org.scepter.pki.TransactionId;
import org.scepter.platform.peer.PeerAnswer;
import org.scepter.platform.peer.UnexpectedAnswerException;

/**
 * The policy module of an NDES server in front: puts the three questions to the registration points
 * inside and writes NDESPlugin.log in the words that administrators know.
 */
@ApplicationScoped
@Typed(NDESPolicy.class) // the port is bound by the node's roles
public class NDESPolicy implements PolicyModule {
  private static final System.Logger PLUGIN = System.getLogger("scepter.NDESPlugin");
  private static final String DONE = "0x0";
  private static final String FAILED = "0x80004005";

  private final RegistrationPoints points;
  private final NodeAnswers answers;

  NDESPolicy() {
    this.points = null;
    this.answers = null;
  }

  @Inject
  public NDESPolicy(RegistrationPoints points) {
    this.points = points;
    this.answers = new NodeAnswers(points);
  }

  @Override
  public Verdict verify(VerificationRequest request) {
    info("Calling VerifyRequest ...");
    info("Transaction " + request.transaction() + " at endpoint " + request.endpoint());
    info("Sending request to certificate registration point.");
    try {
      Verdict verdict =
          points.ask(NodeQuestions.verify(request), answer -> answers.verdict(answer, request));
      info("Verify challenge returns " + verdict.accept(new Truth()));
      if (verdict instanceof Refused refusal) {
        PLUGIN.log(
            System.Logger.Level.WARNING, "Refused by the registration point: " + refusal.reason());
      }
      info("Exiting VerifyRequest with " + DONE);
      return verdict;
    } catch (IOException e) {
      throw outOfReach("VerifyRequest", e);
    }
  }

  @Override
  public Polled poll(EndpointName endpoint, TransactionId transaction, Sha256 signerKey) {
    try {
      return points.ask(
          NodeQuestions.poll(endpoint, transaction, signerKey),
          answer -> answers.polled(answer, endpoint, transaction));
    } catch (IOException e) {
      throw outOfReach("Poll", e);
    }
  }

  @Override
  public Issuance notify(Outcome outcome) {
    info("Calling Notifyrequest ...");
    try {
      return points.ask(NodeQuestions.notify(outcome), answer -> notified(answer, outcome));
    } catch (IOException e) {
      throw outOfReach("Notify", e);
    }
  }

  private Issuance notified(PeerAnswer answer, Outcome outcome) throws IOException {
    if (answer.is(200, "application/json")) {
      info("Exiting Notify with " + DONE);
      return answers.otherwise(answer.json());
    }
    if (answer.status() == 204) {
      info("Exiting Notify with " + DONE);
      return outcome.issuance();
    }
    // The registration point has said in its log and audit what is wrong; the certificate is what
    // was authorised all the same, or it would not have come so far.
    if (answer.isProblem() && (answer.status() == 404 || answer.status() == 409)) {
      PLUGIN.log(System.Logger.Level.ERROR, "Exiting Notify with " + FAILED);
      return outcome.issuance();
    }
    throw UnexpectedAnswerException.of(answer);
  }

  private static OutOfReachException outOfReach(String call, IOException cause) {
    PLUGIN.log(
        System.Logger.Level.ERROR,
        "Failed to send http request /CMCertificateRegistration/Certificate/"
            + call
            + ". "
            + cause.getMessage());
    PLUGIN.log(System.Logger.Level.ERROR, "Exiting " + call + " with " + FAILED);
    return new OutOfReachException("no registration point answers: " + cause.getMessage());
  }

  private static void info(String line) {
    PLUGIN.log(System.Logger.Level.INFO, line);
  }

  /** The registration point's answer in one word. */
  private static final class Truth implements Verdict.Handler<String> {
    @Override
    public String authorised(Authorised verdict) {
      return "true";
    }

    @Override
    public String refused(Refused verdict) {
      return "false";
    }

    @Override
    public String pending(Pending verdict) {
      return "pending";
    }
  }
}
