package org.scepter.issuing.elsewhere;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.scepter.enrolment.Authorisation;
import org.scepter.enrolment.Issuance;
import org.scepter.enrolment.Issued;
import org.scepter.enrolment.Pending;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.Unreachable;
import org.scepter.issuing.CertificateRecords;
import org.scepter.issuing.CertificateView;
import org.scepter.issuing.elsewhere.Order.State;
import org.scepter.pki.Der;
import org.scepter.platform.Happening;

/**
 * Says whose turn it is, in a transaction that is over before anything is sent: one order for each
 * enrolment, and one caller for each order.
 */
@ApplicationScoped
public class OrderBook {
  // Beyond the end of any call: who holds a turn has come back by then, or never will.
  private static final Duration MARGIN = Duration.ofSeconds(30);
  private static final String UNKNOWN =
      "it is not known whether the other CA has issued, and it cannot be asked";

  private final Orders orders;
  private final CertificateRecords certificates;
  private final OtherCa otherCa;
  private final Clock clock;
  private final Event<Happening> happenings;

  OrderBook() {
    this(null, null, null, null, null);
  }

  @Inject
  public OrderBook(
      Orders orders,
      CertificateRecords certificates,
      OtherCa otherCa,
      Clock clock,
      Event<Happening> happenings) {
    this.orders = orders;
    this.certificates = certificates;
    this.otherCa = otherCa;
    this.clock = clock;
    this.happenings = happenings;
  }

  /** What is to be done; an order is entered before it is to be sent. */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public Turn turn(Authorisation authorisation) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Order fresh =
        new Order(
            authorisation.id(),
            authorisation.keyDigest(),
            authorisation.requestDigest(),
            State.SENDING,
            otherCa.authority().reference(authorisation),
            "",
            now,
            now);
    boolean isFirst = orders.enter(fresh);
    Optional<Order> found = orders.lock(authorisation.id());
    // After the lock: whoever removed the order has entered the certificate by then.
    Optional<CertificateView> issued = certificates.ofEnrolment(authorisation.id());
    if (issued.isPresent()) {
      if (isFirst) {
        orders.remove(authorisation.id());
      }
      return issued(issued.get(), authorisation);
    }
    if (found.isEmpty()) {
      return new Turn.Settled(new Unreachable("the order was settled by another call"));
    }
    return isFirst ? new Turn.Send(fresh) : turn(found.get(), fresh, authorisation);
  }

  /** What was given for the enrolment before; empty if nothing was. */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public Optional<Issuance> given(Authorisation authorisation) {
    return certificates
        .ofEnrolment(authorisation.id())
        .map(found -> issued(found, authorisation).issuance());
  }

  private Turn.Settled issued(CertificateView issued, Authorisation authorisation) {
    Der certificate = issued.certificate().orElseThrow();
    return Comparison.isFor(certificate, authorisation.keyDigest())
        ? new Turn.Settled(new Issued(certificate, otherCa.pinned().chain()))
        : otherKey(authorisation);
  }

  private Turn turn(Order found, Order fresh, Authorisation authorisation) {
    if (!found.key().equals(authorisation.keyDigest())) {
      return otherKey(authorisation);
    }
    Instant now = fresh.sentAt();
    return switch (found.state()) {
      case SENDING -> sending(found, fresh, authorisation);
      case WAITING ->
          now.isBefore(found.askAt()) || isAnother(found, fresh)
              ? new Turn.Settled(pending(found, now))
              : ask(found, now);
      case UNCLEAR ->
          now.isBefore(found.askAt())
              ? new Turn.Settled(new Unreachable(found.detail()))
              : unclear(found, fresh);
      case DECLINED, NOT_TAKEN -> send(fresh);
      case MISFIT ->
          new Turn.Settled(new Refused(RefusalReason.RefusedByIssuingAuthority, found.detail()));
    };
  }

  private Turn sending(Order found, Order fresh, Authorisation authorisation) {
    Instant now = fresh.sentAt();
    if (now.isBefore(found.sentAt().plus(patience()))) {
      return new Turn.Settled(new Pending(otherCa.settings().retryAfter()));
    }
    Order lost = found.in(State.UNCLEAR, "nothing was heard of it after it was sent", now);
    orders.change(lost);
    news(authorisation).unclear(lost);
    return unclear(lost, fresh);
  }

  // EST asks by sending the same request again; another one would be a second request.
  private boolean isAnother(Order found, Order fresh) {
    return otherCa.authority().asksByRequest() && !found.request().equals(fresh.request());
  }

  private Turn unclear(Order found, Order fresh) {
    if (otherCa.authority().answersForUnclear()) {
      return ask(found, fresh.sentAt());
    }
    return otherCa.settings().repeatsUnclear()
        ? send(fresh.named(found.reference()))
        : new Turn.Settled(new Unreachable(UNKNOWN));
  }

  private Turn send(Order order) {
    orders.change(order);
    return new Turn.Send(order);
  }

  private Turn ask(Order found, Instant now) {
    orders.change(found.in(found.state(), found.detail(), now.plus(patience())));
    return new Turn.Ask(found);
  }

  private Duration patience() {
    return otherCa.settings().call().requestTimeout().plus(MARGIN);
  }

  private Pending pending(Order found, Instant now) {
    Duration left = Duration.between(now, found.askAt());
    Duration retry = otherCa.settings().retryAfter();
    return new Pending(left.compareTo(retry) < 0 ? retry : left);
  }

  private OrderNews news(Authorisation authorisation) {
    return new OrderNews(otherCa, happenings::fire, authorisation);
  }

  private Turn.Settled otherKey(Authorisation authorisation) {
    String detail = "the enrolment was passed on for another key";
    news(authorisation).alarm(detail);
    return new Turn.Settled(new Refused(RefusalReason.RefusedByIssuingAuthority, detail));
  }

  /** Enters what came of a turn. */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public Issuance settle(Order before, Judged judged, Authorisation authorisation) {
    Order locked = orders.lock(before.id()).orElse(null);
    if (locked == null) {
      return new Unreachable("the order was settled by another call");
    }
    return judged.accept(
        new Settlement(
            orders,
            otherCa,
            news(authorisation),
            before,
            clock.instant().truncatedTo(ChronoUnit.MILLIS)));
  }

  /** How many orders wait for somebody to look at the other CA. */
  @Transactional
  public long unclear() {
    return orders.unclear();
  }
}
