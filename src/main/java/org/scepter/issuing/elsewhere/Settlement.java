package org.scepter.issuing.elsewhere;

import java.time.Instant;
import org.scepter.enrolment.Issuance;
import org.scepter.enrolment.Issued;
import org.scepter.enrolment.Pending;
import org.scepter.enrolment.RefusalReason;
import org.scepter.enrolment.Refused;
import org.scepter.enrolment.Unreachable;
import org.scepter.issuing.elsewhere.Order.State;

/** Enters what came of a turn, in the transaction that has the order locked. */
final class Settlement implements Judged.Handler<Issuance> {
  private final Orders orders;
  private final OtherCa otherCa;
  private final OrderNews news;
  private final Order before;
  private final Instant now;

  Settlement(Orders orders, OtherCa otherCa, OrderNews news, Order before, Instant now) {
    this.orders = orders;
    this.otherCa = otherCa;
    this.news = news;
    this.before = before;
    this.now = now;
  }

  private Order in(State state, String detail) {
    return before.in(state, detail, now.plus(otherCa.settings().retryAfter()));
  }

  @Override
  public Issuance fitting(Judged.Fitting judged) {
    orders.remove(before.id());
    if (!orders.issued(judged.recorded(), judged.certificate(), now)) {
      return misfit(
          new Judged.Misfit(judged.certificate(), "its serial number is on record already"));
    }
    news.issued(judged.recorded());
    return new Issued(judged.certificate(), otherCa.pinned().chain());
  }

  @Override
  public Issuance misfit(Judged.Misfit judged) {
    String detail = "the other CA's certificate is not what was authorised: " + judged.why();
    Order kept = in(State.MISFIT, detail);
    if (!orders.enter(kept)) {
      orders.change(kept);
    }
    news.alarm(
        "CertificateDiffers: "
            + judged.certificate().thumbprint().hex()
            + " was held back: "
            + judged.why());
    return new Refused(
        RefusalReason.RefusedByIssuingAuthority,
        "the other CA's certificate is not what was authorised");
  }

  @Override
  public Issuance open(OtherAnswer answer) {
    return answer.accept(this);
  }

  @Override
  public Issuance waiting(OtherAnswer.Waiting answer) {
    orders.change(
        before
            .named(answer.reference().isEmpty() ? before.reference() : answer.reference())
            .in(State.WAITING, "", now.plus(answer.retryAfter())));
    if (before.state() != State.WAITING) {
      news.waiting("Waiting " + answer.retryAfter());
    }
    return new Pending(answer.retryAfter());
  }

  @Override
  public Issuance declined(OtherAnswer.Declined answer) {
    orders.change(in(State.DECLINED, answer.detail()));
    news.declined("Declined: " + answer.detail());
    return new Refused(RefusalReason.RefusedByIssuingAuthority, answer.detail());
  }

  @Override
  public Issuance notAsked(OtherAnswer.NotAsked answer) {
    orders.change(
        before.state() == State.SENDING
            ? in(State.NOT_TAKEN, answer.detail())
            : in(before.state(), before.detail()));
    return new Unreachable(answer.detail());
  }

  @Override
  public Issuance unclear(OtherAnswer.Unclear answer) {
    // What waits there still does, whatever became of the question.
    boolean isWaiting = before.state() == State.WAITING;
    Order kept =
        isWaiting ? in(State.WAITING, before.detail()) : in(State.UNCLEAR, answer.detail());
    orders.change(kept);
    if (before.state() == State.SENDING) {
      news.unclear(kept);
    }
    return new Unreachable(answer.detail());
  }

  @Override
  public Issuance given(OtherAnswer.Given answer) {
    throw new IllegalStateException("a certificate is judged before it is entered");
  }
}
