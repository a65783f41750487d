package org.scepter.issuing.remote;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.security.Provider;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.scepter.enrolment.Authorised;
import org.scepter.enrolment.CaGeneration;
import org.scepter.enrolment.Issuance;
import org.scepter.enrolment.Issued;
import org.scepter.enrolment.Pending;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.SignedAuthorisation;
import org.scepter.enrolment.Unreachable;
import org.scepter.issuing.est.CertsOnly;
import org.scepter.issuing.est.EstResource;
import org.scepter.pki.CertificationRequest;
import org.scepter.pki.Der;
import org.scepter.pki.EstText;
import org.scepter.pki.TemplateName;
import org.scepter.pki.UnreadableException;
import org.scepter.platform.peer.PeerAnswer;
import org.scepter.platform.peer.Question;
import org.scepter.platform.peer.UnexpectedAnswerException;

/** {@code simpleenroll} (RFC 7030 §4.2), {@code csrattrs}, and what the answers mean. */
final class EstEnrolment {
  private static final System.Logger LOG = System.getLogger(EstEnrolment.class.getName());
  private static final int MAX_ANSWER = 262_144;
  private static final int MAX_ATTRIBUTES = 16_384;
  private static final int DEFAULT_RETRY_SECONDS = 60;

  private final CertificateAuthorities authorities;
  private final Provider provider;

  EstEnrolment(CertificateAuthorities authorities, Provider provider) {
    this.authorities = authorities;
    this.provider = provider;
  }

  /**
   * @throws IOException if no CA answers
   */
  Issuance enrol(Authorised verdict, CertificationRequest request) throws IOException {
    SignedAuthorisation signed =
        verdict
            .signed()
            .orElseThrow(() -> new IllegalStateException("a CA elsewhere wants a signature"));
    Question question =
        Question.post(
                path(verdict.authorisation().template(), "simpleenroll"),
                "application/pkcs10",
                request.der().base64(),
                MAX_ANSWER)
            .with(EstResource.AUTHORISATION, signed.base64());
    return authorities.ask(question, answer -> read(answer, verdict, request));
  }

  // Of what a template's name may hold, a blank alone is not written so in a URL.
  private static String path(TemplateName label, String operation) {
    return "/.well-known/est/" + label.value().replace(" ", "%20") + "/" + operation;
  }

  /**
   * As {@link org.scepter.enrolment.IssuingAuthority#requestAttributes}.
   *
   * @throws IOException if no CA answers
   */
  Optional<Der> requestAttributes(TemplateName template) throws IOException {
    return authorities.ask(
        Question.get(path(template, "csrattrs"), MAX_ATTRIBUTES), EstEnrolment::attributes);
  }

  private static Optional<Der> attributes(PeerAnswer answer) throws IOException {
    if (answer.status() == 204 || (answer.status() == 404 && answer.isProblem())) {
      return Optional.empty();
    }
    if (!answer.is(200, "application/csrattrs")) {
      throw UnexpectedAnswerException.of(answer);
    }
    try {
      return Optional.of(Der.of(EstText.decode(answer.bytes())));
    } catch (UnreadableException e) {
      throw new UnexpectedAnswerException("what it gives for attributes is none");
    }
  }

  private Issuance read(PeerAnswer answer, Authorised verdict, CertificationRequest request)
      throws IOException {
    if (answer.is(200, "application/pkcs7-mime")) {
      return issued(certificate(answer), verdict, request);
    }
    if (answer.status() == 202) {
      return new Pending(
          Duration.ofSeconds(answer.retryAfterSeconds().orElse(DEFAULT_RETRY_SECONDS)));
    }
    if (answer.status() == 422 && answer.isProblem()) {
      return refusal(answer.json());
    }
    if (answer.status() == 403 && answer.isProblem()) {
      JsonObject problem = answer.json();
      if (problem.getString("title", "").equals(EstResource.NOT_ACCEPTED)) {
        // It has ended, or this node's certificate was renewed since it was given: the device's
        // next poll brings another one.
        return new Unreachable("the CA: " + problem.getString("detail", ""));
      }
    }
    throw UnexpectedAnswerException.of(answer);
  }

  private static Der certificate(PeerAnswer answer) throws UnexpectedAnswerException {
    try {
      List<Der> certificates = CertsOnly.read(EstText.decode(answer.bytes()));
      if (certificates.size() == 1) {
        return certificates.get(0);
      }
    } catch (UnreadableException e) {
      throw new UnexpectedAnswerException("what it gives for a certificate is none");
    }
    throw new UnexpectedAnswerException("it gives not one certificate");
  }

  // Never handed on, and not refused either: nothing is wrong with the request.
  private Issuance issued(Der certificate, Authorised verdict, CertificationRequest request) {
    try {
      CaGeneration ca =
          new Delivery(authorities.known(), provider)
              .requireAuthorised(certificate, verdict.authorisation(), request);
      return new Issued(certificate, ca.chain());
    } catch (UnreadableException e) {
      LOG.log(
          System.Logger.Level.ERROR,
          "enrolment "
              + verdict.authorisation().id()
              + ": a certificate that is not what was authorised was held back: "
              + e.getMessage());
      return new Unreachable("the CA's certificate is not what was authorised");
    }
  }

  static Refused refusal(JsonObject problem) {
    RefusalReason reason =
        RefusalReason.named(problem.getString("title", ""))
            .orElse(RefusalReason.RefusedByIssuingAuthority);
    return new Refused(reason, problem.getString("detail", ""));
  }
}
