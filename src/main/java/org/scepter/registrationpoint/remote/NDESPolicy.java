package org.scepter.registrationpoint.remote;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import java.io.IOException;
import org.scepter.enrolment.EndpointName;
import org.scepter.enrolment.Issuance;
import org.scepter.enrolment.OutOfReachException;
import org.scepter.enrolment.Outcome;
import org.scepter.enrolment.PolicyModule;
import org.scepter.enrolment.Polled;
import org.scepter.enrolment.Verdict;
import org.scepter.enrolment.VerificationRequest;
import org.scepter.pki.Sha256;
import org.scepter.pki.TransactionId;
import org.scepter.platform.peer.NoIdentityException;
import org.scepter.platform.peer.PeerAnswer;
import org.scepter.platform.peer.Peers;
import org.scepter.platform.peer.Question;
import org.scepter.platform.peer.UnexpectedAnswerException;
import org.scepter.registrationpoint.plugin.PolicyModuleLog;

/**
 * The policy module of an NDES server in front: puts the three questions to the registration points
 * inside.
 */
@ApplicationScoped
@Typed(NDESPolicy.class) // the port is bound by the node's roles
public class NDESPolicy implements PolicyModule {
  private static final System.Logger PLUGIN = System.getLogger("scepter.NDESPlugin");

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
    return PolicyModuleLog.verify(
        request,
        () ->
            asked(
                "VerifyRequest",
                NodeQuestions.verify(request),
                answer -> answers.verdict(answer, request)));
  }

  @Override
  public Polled poll(EndpointName endpoint, TransactionId transaction, Sha256 signerKey) {
    return PolicyModuleLog.made(
        "Poll",
        () ->
            asked(
                "Poll",
                NodeQuestions.poll(endpoint, transaction, signerKey),
                answer -> answers.polled(answer, endpoint, transaction)));
  }

  @Override
  public Issuance notify(Outcome outcome) {
    return PolicyModuleLog.notice(
        () -> asked("Notify", NodeQuestions.notify(outcome), answer -> taken(answer, outcome)));
  }

  private PolicyModuleLog.Notice taken(PeerAnswer answer, Outcome outcome) throws IOException {
    if (answer.is(200, "application/json")) {
      return new PolicyModuleLog.Notice(true, answers.otherwise(answer.json()));
    }
    if (answer.status() == 204) {
      return new PolicyModuleLog.Notice(true, outcome.issuance());
    }
    // The registration point has said in its log and audit what is wrong; the certificate is what
    // was authorised all the same, or it would not have come so far.
    if (answer.isProblem() && (answer.status() == 404 || answer.status() == 409)) {
      return new PolicyModuleLog.Notice(false, outcome.issuance());
    }
    throw UnexpectedAnswerException.of(answer);
  }

  private <T> T asked(String call, Question question, Peers.Reading<T> reading) {
    try {
      return points.ask(question, reading);
    } catch (NoIdentityException e) {
      PLUGIN.log(
          System.Logger.Level.ERROR, "Failed to retrieve client certificate. Error -2147467259");
      PLUGIN.log(System.Logger.Level.ERROR, "It is renewed by joining anew: " + e.getMessage());
      throw new OutOfReachException("no client certificate to show: " + e.getMessage());
    } catch (IOException e) {
      PLUGIN.log(
          System.Logger.Level.ERROR,
          "Failed to send http request /CMCertificateRegistration/Certificate/"
              + call
              + ". "
              + e.getMessage());
      throw new OutOfReachException("no registration point answers: " + e.getMessage());
    }
  }
}
