package org.scepter.issuing.elsewhere.revocation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.scepter.issuing.elsewhere.OtherCa;
import org.scepter.issuing.elsewhere.RevocationAnswer;
import org.scepter.issuing.elsewhere.revocation.RevocationOrder.State;
import org.scepter.pki.Der;
import org.scepter.platform.Happening;

/** Tells the other CA what it has to revoke. To be told twice does it no harm. */
@ApplicationScoped
public class RevocationCourier {
  private static final int BATCH = 20;
  // Beyond the end of any call: whoever has an order has settled it by then, or never will.
  private static final Duration MARGIN = Duration.ofSeconds(30);
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);
  private static final int MAX_DOUBLINGS = 12;

  private final OtherCa otherCa;
  private final RevocationOrderBook book;
  private final Event<Happening> happenings;
  private final Clock clock;

  RevocationCourier() {
    this(null, null, null, null);
  }

  @Inject
  public RevocationCourier(
      OtherCa otherCa, RevocationOrderBook book, Event<Happening> happenings, Clock clock) {
    this.otherCa = otherCa;
    this.book = book;
    this.happenings = happenings;
    this.clock = clock;
  }

  /** Tells of the next few; where it gets no answer, the others are left to a later run. */
  public void run() {
    for (RevocationOrder order : book.due(now(), BATCH)) {
      if (!isHeard(order)) {
        return;
      }
    }
  }

  private boolean isHeard(RevocationOrder order) {
    Instant now = now();
    if (!now.isBefore(order.notAfter())) {
      book.settle(order, State.ENDED, "", now);
      return true;
    }
    Duration patience = otherCa.settings().call().requestTimeout().plus(MARGIN);
    Optional<Der> certificate = book.claim(order, now.plus(patience));
    return certificate.isEmpty()
        || isSettled(order, otherCa.authority().revoke(certificate.get(), order.reason()));
  }

  private boolean isSettled(RevocationOrder order, RevocationAnswer answer) {
    String detail = answer.detail();
    switch (answer.kind()) {
      case REVOKED -> {
        book.settle(order, State.DONE, detail, now());
        tell(order, Happening.Outcome.DONE, detail);
      }
      case REFUSED -> {
        book.settle(order, State.REFUSED, detail, now());
        tell(order, Happening.Outcome.ALARM, "Refused: " + detail);
      }
      case NOT_POSSIBLE -> {
        book.settle(order, State.BY_HAND, detail, now());
        tell(order, Happening.Outcome.FAILED, "ByHand: " + detail);
      }
      case UNHEARD -> {
        book.settle(order, State.OPEN, detail, now().plus(wait(order.tries())));
        if (order.tries() == 0) {
          tell(order, Happening.Outcome.FAILED, "Unheard: " + detail + "; it is told again");
        }
      }
    }
    return answer.kind() != RevocationAnswer.Kind.UNHEARD;
  }

  /** Longer each time, up to an hour. */
  private Duration wait(int tries) {
    Duration wait =
        otherCa.settings().retryAfter().multipliedBy(1L << Math.min(tries, MAX_DOUBLINGS));
    return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
  }

  private void tell(RevocationOrder order, Happening.Outcome outcome, String reason) {
    happenings.fire(
        new Happening(
            RevocationsElsewhere.ACTION,
            "certificate:" + order.serial().hex(),
            outcome,
            reason,
            ""));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
