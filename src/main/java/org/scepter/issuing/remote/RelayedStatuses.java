package org.scepter.issuing.remote;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.bouncycastle.asn1.ocsp.BasicOCSPResponse;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.ocsp.SingleResponse;
import org.scepter.issuing.status.LastUsed;
import org.scepter.issuing.status.StatusAnswer;
import org.scepter.issuing.status.StatusAnswer.Refusal;
import org.scepter.issuing.status.StatusAnswer.Validity;
import org.scepter.issuing.status.StatusQuestion;
import org.scepter.pki.Der;
import org.scepter.pki.UnreadableException;
import org.scepter.platform.peer.PeerAnswer;
import org.scepter.platform.peer.Question;
import org.scepter.platform.peer.UnexpectedAnswerException;

/**
 * What the OCSP responder inside says, at a server in front whose address the certificates name.
 * Questions that can be read are handed on, some at a time; an answer that is everybody's is given
 * for a minute, and while the inside is away until it ends.
 */
@ApplicationScoped
public class RelayedStatuses {
  private static final System.Logger LOG = System.getLogger(RelayedStatuses.class.getName());
  private static final Duration FRESH = Duration.ofMinutes(1);
  private static final int MAX_ANSWER = 65_536;
  // About 2 KB each.
  private static final int MOST_HELD = 2_000;
  // The others of the connections to the inside are for enrolments.
  private static final int MOST_AT_ONCE = 16;

  private final CertificateAuthorities authorities;
  private final Clock clock;
  private final LastUsed<Der, Held> answers = new LastUsed<>(MOST_HELD);
  private final Semaphore asking = new Semaphore(MOST_AT_ONCE);

  private record Held(StatusAnswer answer, Instant at) {}

  RelayedStatuses() {
    this(null, null);
  }

  @Inject
  public RelayedStatuses(CertificateAuthorities authorities, Clock clock) {
    this.authorities = authorities;
    this.clock = clock;
  }

  /** The answer to a request as it came. */
  public StatusAnswer answer(byte[] request) {
    StatusQuestion question;
    try {
      question = StatusQuestion.read(request);
    } catch (UnreadableException e) {
      return Refusal.MALFORMED_REQUEST.answer();
    }
    Instant now = clock.instant();
    Optional<Held> held =
        question.shared().flatMap(answers::get).filter(each -> each.answer().isSharedAt(now));
    if (held.filter(each -> now.isBefore(each.at().plus(FRESH))).isPresent()) {
      return held.get().answer();
    }
    return asked(question, request, now)
        .or(() -> held.map(Held::answer))
        .orElseGet(Refusal.TRY_LATER::answer);
  }

  private Optional<StatusAnswer> asked(StatusQuestion question, byte[] request, Instant now) {
    if (!asking.tryAcquire()) {
      return Optional.empty();
    }
    try {
      Der response =
          authorities.ask(
              Question.post(
                  "/node/ca/ocsp",
                  "text/plain",
                  Base64.getEncoder().encodeToString(request),
                  MAX_ANSWER),
              RelayedStatuses::read);
      Optional<Validity> shared = question.shared().flatMap(any -> validity(response));
      StatusAnswer answer = new StatusAnswer(response, shared);
      if (shared.isPresent()) {
        answers.put(question.shared().orElseThrow(), new Held(answer, now));
      }
      return Optional.of(answer);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "no OCSP answer from inside: " + e.getMessage());
      return Optional.empty();
    } finally {
      asking.release();
    }
  }

  private static Der read(PeerAnswer answer) throws UnexpectedAnswerException {
    if (!answer.is(200, "application/ocsp-response") || answer.bytes().length == 0) {
      throw UnexpectedAnswerException.of(answer);
    }
    return Der.of(answer.bytes());
  }

  // Empty for a refusal, and for what cannot be read: that is nobody's but the caller's.
  private static Optional<Validity> validity(Der response) {
    try {
      OCSPResponse outer = OCSPResponse.getInstance(response.bytes());
      if (outer.getResponseBytes() == null) {
        return Optional.empty();
      }
      BasicOCSPResponse basic =
          BasicOCSPResponse.getInstance(outer.getResponseBytes().getResponse().getOctets());
      SingleResponse single =
          SingleResponse.getInstance(basic.getTbsResponseData().getResponses().getObjectAt(0));
      return Optional.of(
          new Validity(
              single.getThisUpdate().getDate().toInstant(),
              single.getNextUpdate().getDate().toInstant()));
    } catch (ParseException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
