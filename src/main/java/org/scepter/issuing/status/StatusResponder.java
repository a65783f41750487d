package org.scepter.issuing.status;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.scepter.issuing.AuthorityKeys;
import org.scepter.issuing.Generation;
import org.scepter.issuing.IssuingSettings;
import org.scepter.issuing.status.StatusAnswer.Refusal;
import org.scepter.issuing.status.StatusAnswer.Validity;
import org.scepter.pki.Der;
import org.scepter.pki.SerialNumber;
import org.scepter.pki.UnreadableException;

/**
 * Answers who asks about certificates (RFC 6960). The book is asked each time, so that any node
 * tells of a revocation at once; what costs is the signature, and an answer without nonce is signed
 * once and given until half of its time is over.
 */
@ApplicationScoped
public class StatusResponder {
  private static final System.Logger LOG = System.getLogger(StatusResponder.class.getName());
  // About 2 KB each.
  private static final int MOST_PREPARED = 10_000;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final AskedAuthorities authorities;
  private final Responders responders;
  private final Standings standings;
  private final Duration validity;
  private final Duration backdate;
  private final Clock clock;
  private final LastUsed<Der, Prepared> prepared = new LastUsed<>(MOST_PREPARED);
  // Signing takes a processor; who floods the responder shall not have all of them.
  private final Semaphore signing =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors()));

  private record Prepared(StatusAnswer answer, Standing standing, Instant until) {}

  StatusResponder() {
    this.authorities = null;
    this.responders = null;
    this.standings = null;
    this.validity = null;
    this.backdate = null;
    this.clock = null;
  }

  @Inject
  public StatusResponder(
      AuthorityKeys keys,
      Responders responders,
      Standings standings,
      StatusSettings settings,
      IssuingSettings issuing,
      Clock clock) {
    this.authorities = new AskedAuthorities(keys);
    this.responders = responders;
    this.standings = standings;
    this.validity = settings.validity();
    this.backdate = issuing.backdate();
    this.clock = clock;
  }

  /** The answer to a request as it came, {@link StatusQuestion#MAX_LENGTH} at most. */
  public StatusAnswer answer(byte[] request) {
    try {
      return answer(StatusQuestion.read(request));
    } catch (UnreadableException e) {
      return Refusal.MALFORMED_REQUEST.answer();
    }
  }

  private StatusAnswer answer(StatusQuestion question) {
    Optional<Generation> ca =
        question.certificates().stream()
            .flatMap(asked -> authorities.of(asked.issuer()).stream())
            .findFirst();
    return ca.map(generation -> answer(question, generation))
        .orElseGet(Refusal.UNAUTHORIZED::answer);
  }

  private StatusAnswer answer(StatusQuestion question, Generation ca) {
    Instant now = clock.instant();
    Optional<Prepared> held = question.shared().flatMap(prepared::get);
    try {
      Map<AskedCertificate, Standing> found = found(question, ca, now);
      return held.filter(each -> isStill(each, question, found, now))
          .map(Prepared::answer)
          .orElseGet(() -> signed(question, ca, found, now));
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "a question about certificates is not answered", e);
      return held.map(Prepared::answer)
          .filter(answer -> answer.isSharedAt(now))
          .orElseGet(Refusal.TRY_LATER::answer);
    }
  }

  private static boolean isStill(
      Prepared held, StatusQuestion question, Map<AskedCertificate, Standing> found, Instant now) {
    AskedCertificate asked = question.certificates().get(0);
    return now.isBefore(held.until())
        && held.standing().equals(found.getOrDefault(asked, Standing.UNKNOWN));
  }

  private Map<AskedCertificate, Standing> found(
      StatusQuestion question, Generation ca, Instant now) {
    List<AskedCertificate> ours =
        question.certificates().stream()
            .filter(asked -> authorities.of(asked.issuer()).filter(ca::equals).isPresent())
            .toList();
    List<SerialNumber> serials =
        ours.stream().flatMap(asked -> asked.serial().stream()).distinct().toList();
    Map<SerialNumber, Standing> book =
        serials.isEmpty()
            ? Map.of()
            : standings.of(ca.authority().certificate().thumbprint(), serials, now);
    Map<AskedCertificate, Standing> found = new HashMap<>();
    for (AskedCertificate asked : ours) {
      asked.serial().map(book::get).ifPresent(standing -> found.put(asked, standing));
    }
    return found;
  }

  private StatusAnswer signed(
      StatusQuestion question, Generation ca, Map<AskedCertificate, Standing> found, Instant at) {
    Instant now = at.truncatedTo(ChronoUnit.SECONDS);
    Optional<Responder> responder = responders.of(ca).filter(each -> each.isInDate(at));
    if (responder.isEmpty()) {
      return Refusal.TRY_LATER.answer();
    }
    Instant end = now.plus(validity);
    Instant latest = responder.get().notAfter();
    Validity valid = new Validity(now.minus(backdate), end.isAfter(latest) ? latest : end);
    return limited(
        () -> {
          Der response = StatusWriter.write(question, found, valid, now, responder.get());
          return question.shared().isPresent()
              ? kept(question, found, new StatusAnswer(response, Optional.of(valid)), now)
              : new StatusAnswer(response, Optional.empty());
        });
  }

  private StatusAnswer kept(
      StatusQuestion question,
      Map<AskedCertificate, Standing> found,
      StatusAnswer answer,
      Instant now) {
    AskedCertificate asked = question.certificates().get(0);
    Duration half = Duration.between(now, answer.shared().orElseThrow().nextUpdate()).dividedBy(2);
    prepared.put(
        asked.id(),
        new Prepared(answer, found.getOrDefault(asked, Standing.UNKNOWN), now.plus(half)));
    return answer;
  }

  private StatusAnswer limited(Supplier<StatusAnswer> work) {
    try {
      if (!signing.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return Refusal.TRY_LATER.answer();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Refusal.TRY_LATER.answer();
    }
    try {
      return work.get();
    } finally {
      signing.release();
    }
  }
}
